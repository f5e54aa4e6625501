import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const IMAGES = '.reports/images';
mkdirSync(IMAGES, { recursive: true });

type Theme = 'light' | 'dark';

/** Les règles d’axe enfreintes, chacune avec les éléments en cause. Hors les couleurs, un thème ne change rien. */
async function violations(page: Page, theme: Theme, zone?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  // La page n’a pas de cadre : pas besoin de réunir les résultats dans une page à part, ni de décrire ce qui est juste.
  axe.setLegacyMode().options({
    resultTypes: ['violations'],
    ...(theme === 'dark' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}),
  });
  if (zone !== undefined) axe.include(zone);
  const resultat = await axe.analyze();
  return resultat.violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
}

/**
 * L’écran tel que l’agent le voit, en clair puis en sombre : gardé en image sous `nom`, et sans faute pour axe.
 * @param options.zone ce qui vient de s’ouvrir, quand le reste de la page a déjà été regardé
 */
export async function regarder(
  page: Page,
  nom: string,
  { themes = ['light', 'dark'], zone }: { readonly themes?: readonly Theme[]; readonly zone?: string } = {},
): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.waitForTimeout(150); // le temps d’un repeint : axe lit les couleurs peintes
    await page.screenshot({ path: `${IMAGES}/${nom}-${theme === 'light' ? 'clair' : 'sombre'}.png` });
    expect(await violations(page, theme, zone), `${nom}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
