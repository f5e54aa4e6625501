// « node test/bench/import.ts » : l’import de 5 000 dossiers et 15 000 collectifs de bout en bout (lecture dans un processus
// à part, reconnaissance, comparaison, écriture), rapporté à la lecture seule du même fichier, dans la même exécution. Dit
// aussi ce que coûte chaque étape.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { lireAnnuaire } from '../../electron/backend/communes.ts';
import { analyser } from '../../electron/backend/imports/analyser.ts';
import { presenterApercu } from '../../electron/backend/imports/apercu.ts';
import { deposerChemin, lireDepot } from '../../electron/backend/imports/depots.ts';
import { reunir } from '../../electron/backend/imports/fusionner.ts';
import { executer } from '../../electron/backend/imports/importer.ts';
import { planifier } from '../../electron/backend/imports/planifier.ts';
import { lireSynonymes } from '../../electron/backend/imports/reconnaissance/synonymes.ts';
import { reconnaitre } from '../../electron/backend/imports/reconnaitre.ts';
import { deplierLecture, plierLecture } from '../../electron/backend/imports/transport.ts';
import { lireTableur } from '../../electron/backend/tableurs/lire-tableur.ts';
import { ouvrirEssai, RESSOURCES } from '../electron/backend/socle-essai.ts';
import { ecrireCampagne } from './lib/campagne.ts';
import { lireSerie } from './lib/surveiller.ts';

const TAILLE = { dossiers: 5_000, collectifsParDossier: 3, colonnes: 120 };
const ANNEE = '2026-2027';
const NOM = 'dossiers_clas-45-2026_2026-04-02_09-30.xlsx';
const PASSES = 3;
const MIO = 1024 ** 2;

const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));
const fichier = join(dossier, NOM);

/** Une base neuve, un agent, une campagne. */
async function ouvrir(nom: string) {
  const essai = ouvrirEssai(mkdtempSync(join(dossier, `${nom}-`)));
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const { id: campagneId } = await essai.api.campagnes.creer({
    anneeScolaire: ANNEE,
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: 26_000_000,
    dateLimiteDepot: '2026-03-31',
  });
  return { context: essai.context, campagneId, fermer: () => essai.fermer() };
}

async function chronometrer<T>(faire: () => T | Promise<T>): Promise<{ ms: number; rendu: T }> {
  const debut = performance.now();
  const rendu = await faire();
  return { ms: performance.now() - debut, rendu };
}

function mediane(mesures: readonly number[]): number {
  return mesures.toSorted((a, b) => a - b)[Math.floor(mesures.length / 2)] ?? 0;
}

/** Lecture seule : dans un processus neuf, comme le fait l’import ; le démarrage de ce processus ne compte pas. */
async function lireSeul(): Promise<{ ms: number; cpuMs: number }> {
  const bornes = { dureeMs: 120_000, rssOctets: 4 * 1024 ** 3 };
  const { lectures } = await lireSerie('clas', [{ chemin: fichier, sortie: null }], bornes);
  const lecture = lectures[0];
  if (lecture?.issue.fin !== 'lu') throw new Error(JSON.stringify(lecture?.issue));
  return lecture;
}

/** L’import tel que l’agent le fait : aperçu, puis exécution. */
async function importer(): Promise<{ ms: number; apercu: number; execution: number }> {
  const { context, campagneId, fermer } = await ouvrir('import');
  try {
    const { depotId } = await deposerChemin(context, fichier);
    const apercu = await chronometrer(() => analyser(context, { campagneId, depotId }, () => {}));
    const execution = await chronometrer(() => executer(context, { campagneId, depotId, confirme: true }));
    const { dossiers, collectifs } = execution.rendu.bilan;
    if (dossiers.nouveaux !== TAILLE.dossiers || collectifs.nouveaux !== TAILLE.dossiers * TAILLE.collectifsParDossier)
      throw new Error(`${dossiers.nouveaux} dossiers et ${collectifs.nouveaux} collectifs importés`);
    return { ms: apercu.ms + execution.ms, apercu: apercu.ms, execution: execution.ms };
  } finally {
    fermer();
  }
}

/** Les mêmes étapes une à une, dans ce processus. */
async function detailler(): Promise<readonly (readonly [string, number])[]> {
  const { context, campagneId, fermer } = await ouvrir('detail');
  try {
    const { depotId } = await deposerChemin(context, fichier);
    const lu = await chronometrer(() => lireTableur(fichier, { nom: NOM }));
    const reconnu = await chronometrer(() =>
      reconnaitre(lu.rendu, {
        fichier: NOM,
        synonymes: lireSynonymes(JSON.parse(readFileSync(join(RESSOURCES, 'synonymes.json'), 'utf8'))),
        communes: lireAnnuaire(RESSOURCES).communes,
        anneeScolaire: ANNEE,
      }),
    );
    // Ce que fait le canal entre l’enfant et l’hôte ; la valeur rendue est celle du travail.
    const plie = await chronometrer(() => plierLecture(reconnu.rendu));
    const transporte = await chronometrer(() =>
      deplierLecture(deserialize(serialize(plie.rendu)) as ReturnType<typeof plierLecture>),
    );
    const lecture = reunir([transporte.rendu], [null]);
    const { fichiers } = lireDepot(context, depotId);
    const compare = await chronometrer(() =>
      presenterApercu({ depotId, fichiers, plan: planifier(context, campagneId, lecture) }),
    );
    context.depots.set(depotId, {
      fichiers: fichiers.map((f) => ({ ...f, lecture: transporte.rendu })),
      analyse: { campagneId, lecture },
    });
    const ecrit = await chronometrer(() => executer(context, { campagneId, depotId, confirme: true }));
    return [
      ['lecture', lu.ms],
      ['reconnaissance et contrôles', reconnu.ms],
      ['codage des réponses, empreintes', plie.ms],
      ['transport', transporte.ms],
      ['comparaison et aperçu', compare.ms],
      ['nouvelle comparaison et écriture', ecrit.ms],
    ];
  } finally {
    fermer();
  }
}

try {
  await ecrireCampagne(fichier, TAILLE);
  const lectures: number[] = [];
  const imports: { ms: number; apercu: number; execution: number }[] = [];
  const details: (readonly (readonly [string, number])[])[] = [];
  // Passes alternées : une machine occupée ralentit les deux.
  for (let passe = 0; passe < PASSES; passe += 1) {
    lectures.push((await lireSeul()).ms);
    imports.push(await importer());
    details.push(await detailler());
  }
  const seule = mediane(lectures);
  const entier = mediane(imports.map(({ ms }) => ms));
  console.log(
    `Import de ${TAILLE.dossiers} dossiers × ${TAILLE.colonnes} colonnes et ${TAILLE.dossiers * TAILLE.collectifsParDossier} collectifs, ` +
      `fichier de ${(statSync(fichier).size / MIO).toFixed(1)} Mio (médiane de ${PASSES} passes) :`,
  );
  console.log(`  lecture seule          : ${seule.toFixed(0)} ms`);
  console.log(
    `  import de bout en bout : ${entier.toFixed(0)} ms, dont aperçu ${mediane(imports.map((i) => i.apercu)).toFixed(0)} ms ` +
      `et exécution ${mediane(imports.map((i) => i.execution)).toFixed(0)} ms`,
  );
  console.log(`  rapport                : ${(entier / seule).toFixed(2)} (visé : 2,5 au plus)`);
  console.log('  étapes, dans un seul processus :');
  for (const [rang, [titre]] of (details[0] ?? []).entries()) {
    const ms = mediane(details.map((detail) => detail[rang]?.[1] ?? 0));
    console.log(`    ${titre.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms`);
  }
} finally {
  rmSync(dossier, { recursive: true, force: true });
}
