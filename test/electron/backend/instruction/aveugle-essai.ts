import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import { lirePages, PDFTOTEXT_PRESENT } from '../documents/lire-pdf.ts';
import { resultat } from '../socle-essai.ts';
import { type BancLecteurs, lire, ouvrirBanc, type Poste } from './lecteurs-essai.ts';

/** Le même contrat, qui retient le nom de chaque appel. */
function noterAppels(api: Api, appels: Set<string>): Api {
  return new Proxy(api, {
    get: (groupes, groupe) =>
      new Proxy(Reflect.get(groupes, groupe) as object, {
        get(procedures, nom) {
          appels.add(`${String(groupe)}.${String(nom)}`);
          return Reflect.get(procedures, nom) as unknown;
        },
      }),
  });
}

interface Lecteur {
  readonly banc: BancLecteurs;
  readonly api: Api;
  /** Ce que dit le fichier produit, sans ses empreintes, qui changent avec tout. */
  readonly ouvrir: (document: { readonly documentId: string }) => Promise<unknown>;
}

async function ouvrirDocument(chemin: string): Promise<unknown> {
  if (chemin.endsWith('.xlsx') || chemin.endsWith('.csv')) {
    const { feuilles } = await lireTableur(chemin);
    return feuilles.map((f) =>
      f.lignes.map((l) => l.cellules).filter((c) => !/empreinte|grille/i.test(JSON.stringify(c))),
    );
  }
  return PDFTOTEXT_PRESENT && chemin.endsWith('.pdf') ? lirePages(chemin, 'raw') : null;
}

/** La réponse, ou la phrase du refus : elle aussi pourrait en dire trop. */
async function ouRefus(appel: Promise<unknown>): Promise<unknown> {
  try {
    return await appel;
  } catch (cause) {
    return { refus: String(cause) };
  }
}

/** La version publiée dont la campagne ne se sert pas ; 0 s’il n’y en a pas. */
async function autreVersion(api: Api, charteId: number): Promise<number> {
  return (await api.chartes.lister()).find((c) => c.etat === 'publiee' && c.id !== charteId)?.id ?? 0;
}

async function liseCampagne({ banc: { campagneId, dossiers, criteres }, api, ouvrir }: Lecteur) {
  const dossierIds = [...dossiers];
  const colonnes = ['numero', 'structure', 'note', 'rang', 'pile', 'raisons', 'etat', 'lecteurs'];
  const { chartes, resultats } = api;
  const charteId = (await api.campagnes.lire({ campagneId })).charteId;
  return {
    session: await api.session.etat(),
    campagne: await api.campagnes.lire({ campagneId }),
    tableau: await api.campagnes.tableauDeBord({ campagneId }),
    appel: await api.appel.lire({ campagneId }),
    imports: await api.imports.lister({ campagneId }),
    liste: await api.dossiers.lister({ campagneId }),
    export: await ouvrir(await api.dossiers.exporter({ campagneId, dossierIds, colonnes })),
    pile: await api.lectures.pile({ campagneId }),
    seance: await api.seances.lire({ campagneId }),
    paiements: await api.paiements.lire({ campagneId }),
    ibans: await api.banque.ibans({ campagneId }),
    demandesIban: await api.banque.demandes({ campagneId }),
    pieces: await api.pieces.lire({ campagneId }),
    demandes: await api.demandes.lire({ campagneId }),
    attributions: await api.instruction.attributions({ campagneId }),
    harmonisation: await api.instruction.harmonisation({ campagneId }),
    lecteurs: await api.instruction.lecteurs({ campagneId }),
    grilles: await api.grilles.lire({ campagneId }),
    chartes: [await chartes.lister(), await chartes.lire({ charteId })],
    apercuChangement: await ouRefus(
      chartes.apercuChangement({ campagneId, charteId: await autreVersion(api, charteId) }),
    ),
    notesPassees: await chartes.notesPassees({ campagneId }),
    journal: await api.journal.lister({}),
    journalCherche: await api.journal.lister({ recherche: 'SECRET' }),
    journalNiveau: await api.journal.lister({ recherche: '"niveau":3' }),
    resultats: await resultats.lire({ campagneId }),
    stabilites: await resultats.stabilites({ campagneId }),
    sensibilites: [
      await resultats.sensibilite({ campagneId, cible: { genre: 'critere', code: criteres[0] ?? '' } }),
      await resultats.sensibilite({ campagneId, cible: { genre: 'axe', code: 'enfants' } }),
    ],
    annees: await resultats.annees({ campagneId }),
    classeur: await ouvrir(await resultat(resultats.fiches({ campagneId, dossierIds, format: 'xlsx' }))),
    cherche: await api.recherche.chercher({ campagneId, texte: 'amis' }),
  };
}

async function liseDossier({ api, banc: { criteres } }: Lecteur, dossierId: number) {
  return {
    dossier: await api.dossiers.lire({ dossierId }),
    lecture: await api.lectures.lire({ dossierId }),
    historique: await api.lectures.historique({ dossierId, genre: 'critere', code: criteres[0] ?? '' }),
    synthese: await api.instruction.synthese({ dossierId }),
    liens: await api.instruction.liens({ dossierId }),
    pieces: await api.pieces.lireDossier({ dossierId }),
    demandes: await api.demandes.lireDossier({ dossierId }),
  };
}

/** Les papiers, plus longs à produire. */
async function produise({ banc: { campagneId, dossiers }, api, ouvrir }: Lecteur) {
  const dossierIds = [...dossiers];
  return {
    fiches: await ouvrir(await resultat(api.resultats.fiches({ campagneId, dossierIds, format: 'pdf' }))),
    grille: await ouvrir(await resultat(api.grilles.produire({ campagneId, dossierIds, forme: 'feuilles' }))),
    appel: await ouRefus(api.appel.relances({ campagneId }).then(ouvrir)),
    echeancier: await ouRefus(resultat(api.paiements.echeancier({ campagneId })).then(ouvrir)),
    diffusion: await ouRefus(
      api.pieces.listeDiffusion({ campagneId, dossierIds, avecNonRenseignees: true }).then(ouvrir),
    ),
  };
}

/** Ce que rendent, ou refusent, les gestes d’un lecteur qui n’a pas fini. */
async function agisse({ banc: { campagneId, criteres, dossiers }, api }: Lecteur) {
  const [dossierId = 0, , autre = 0] = dossiers;
  const [critere = '', second = ''] = criteres;
  const { lectures, instruction, chartes } = api;
  const constat = { condition: 'budget_equilibre', reponse: 'oui', commentaire: 'Vérifié' } as const;
  const charteId = await autreVersion(api, (await api.campagnes.lire({ campagneId })).charteId);
  const changer = async () => {
    const { empreinte } = await chartes.apercuChangement({ campagneId, charteId });
    return chartes.changer({ campagneId, charteId, empreinte, motif: 'version votée' });
  };
  return {
    terminer: await ouRefus(lectures.terminer({ dossierId })),
    rouvrir: await ouRefus(lectures.rouvrir({ dossierId, motif: 'voir' })),
    prendreConnaissance: await ouRefus(lectures.prendreConnaissance({ dossierId })),
    noter: await lectures.noter({ dossierId, critere: second, niveau: 1 }),
    commenter: await lectures.commenter({ dossierId, commentaire: 'moi' }),
    constater: await ouRefus(lectures.constater({ dossierId, ...constat })),
    fixer: await ouRefus(instruction.fixer({ dossierId, critere, niveau: 1, commentaire: '' })),
    revoir: await ouRefus(instruction.revoir({ dossierId, critere, niveau: 1, commentaire: '', motif: 'voir' })),
    proposer: await ouRefus(
      instruction.proposer({
        campagneId,
        dossierIds: [...dossiers],
        parTerritoire: null,
        agentIds: [1, 2],
        avecRapporteur: true,
      }),
    ),
    declarer: await instruction.declarerLien({ dossierId: autre, motif: 'trésorier' }),
    retirer: await instruction.retirerLien({ dossierId: autre, motif: 'fini' }),
    changer: await changer(),
    apresChangement: [
      await chartes.notesPassees({ campagneId }),
      await chartes.notesPassees({ campagneId, dossierId }),
    ],
    liste: await api.dossiers.lister({ campagneId }),
  };
}

/** Tout ce que le contrat rend à cet agent, fichiers lus compris, et le nom de ce qui a été appelé. */
export async function toutCeQueVoit(
  banc: BancLecteurs,
  poste: Poste,
  options: { readonly papiers?: boolean; readonly gestes?: boolean } = {},
): Promise<{ vu: Record<string, unknown>; appels: ReadonlySet<string> }> {
  const appels = new Set<string>();
  const lecteur: Lecteur = {
    banc,
    api: noterAppels(poste.api, appels),
    ouvrir: ({ documentId }) => ouvrirDocument(banc.contexteDe(poste).produits.get(documentId)?.chemin ?? ''),
  };
  const reponses: Record<string, unknown> = await liseCampagne(lecteur);
  for (const id of banc.dossiers) reponses[`dossier ${id}`] = await liseDossier(lecteur, id);
  if (options.papiers) reponses['papiers'] = await produise(lecteur);
  if (options.gestes) reponses['gestes'] = await agisse(lecteur);
  const vu = JSON.parse(
    JSON.stringify(reponses, (cle, valeur) => (/empreinte|base|documentId/i.test(cle) ? undefined : valeur)),
  ) as Record<string, unknown>;
  return { vu, appels };
}

/** Deux mondes où seul ce qu’Alice a mis diffère : ce qu’un lecteur aveugle reçoit doit être identique, à l’octet. */
async function monde(niveau: 0 | 3, commentaire: string, regler?: (banc: BancLecteurs) => Promise<void>) {
  const banc = await ouvrirBanc();
  const [d1 = 0, d2 = 0] = banc.dossiers;
  await banc.alice.api.instruction.attribuer({
    campagneId: banc.campagneId,
    changements: [
      { dossierId: d1, agentId: banc.bruno.id, role: 'lecteur' },
      { dossierId: d1, agentId: banc.alice.id, role: 'rapporteur' },
    ],
  });
  await regler?.(banc);
  await lire(banc, banc.alice, d1, niveau, { commentaire });
  // Lecture ouverte par Bruno, non attribué, avant de voir quoi que ce soit : il en devient lecteur.
  await banc.bruno.api.lectures.noter({
    dossierId: d2,
    critere: banc.criteres[0] ?? '',
    niveau: 1,
    commentaire: 'moi',
  });
  await lire(banc, banc.alice, d2, niveau, { commentaire });
  return banc;
}

export async function ouvrirDeuxMondes(
  regler?: (banc: BancLecteurs) => Promise<void>,
): Promise<[BancLecteurs, BancLecteurs]> {
  return [await monde(0, 'SECRET-bas', regler), await monde(3, 'SECRET-haut', regler)];
}

/** Le critère de plus de `publierVersion`. */
export const AJOUTE = 'X9';

/** Une version de plus, publiée, avec un critère de plus : les lectures d’avant seront à compléter, celles-ci non au retour. */
export async function publierVersion({ alice: { api }, campagneId }: BancLecteurs): Promise<number> {
  const { charteId } = await api.campagnes.lire({ campagneId });
  const { id, revision, charte } = await api.chartes.creer({ depuis: 'charte', charteId });
  const axes = charte.axes.map((axe, rang) => {
    const [modele] = axe.criteres;
    if (rang > 0 || !modele) return axe;
    return { ...axe, criteres: [...axe.criteres, { ...modele, code: AJOUTE, libelle: 'Accueil du soir' }] };
  });
  const ecrit = await api.chartes.enregistrer({ charteId: id, revision, contenu: { ...charte, axes } });
  return (await api.chartes.publier({ charteId: id, revision: ecrit.revision })).id;
}
