import { mkdirSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const IMAGES = '.reports/images';
mkdirSync(IMAGES, { recursive: true });

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

type Theme = 'light' | 'dark';

/** Les règles d’axe enfreintes, chacune avec les éléments en cause. Hors les couleurs, un thème ne change rien. */
async function violations(page: Page, theme: Theme, zone?: string): Promise<string[]> {
  // Une fois par page chargée : le poser à chaque regard coûtait plus que regarder.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([contexte, regles]) => {
      const { violations } = await window.axe.run(contexte ?? document, {
        resultTypes: ['violations'],
        ...(regles === null ? {} : { runOnly: { type: 'rule', values: regles } }),
      });
      return violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
    },
    [zone ?? null, theme === 'dark' ? ['color-contrast'] : null] as const,
  );
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
