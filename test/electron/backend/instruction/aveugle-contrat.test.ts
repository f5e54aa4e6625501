import { afterEach, describe, expect, test } from 'vitest';
import { contract } from '../../../../shared/contract/index.ts';
import { AJOUTE, ouvrirDeuxMondes, publierVersion, toutCeQueVoit } from './aveugle-essai.ts';
import { type BancLecteurs, lire, premier } from './lecteurs-essai.ts';

/**
 * Ce que l’essai n’appelle pas, et pourquoi cela ne montre aucune lecture. Une procédure nouvelle sur une campagne ou un
 * dossier s’ajoute à `aveugle-essai.ts`, ou ici avec sa raison : sans cela, cet essai échoue.
 */
const SANS_LECTURE: Readonly<Record<string, string>> = {
  'campagnes.modifier': 'rend ce que rend campagnes.lire',
  'campagnes.modifierEtape': 'rend ce que rend campagnes.lire',
  'appel.classeur': 'questions posées au porteur',
  'appel.classeurs': 'questions posées aux porteurs',
  'fichiersLot.analyserRetour': 'la liste des paiements face aux lots',
  'fichiersLot.appliquerRetour': 'des comptes',
  'fichiersLot.retours': 'listes de paiements appliquées, des comptes',
  'imports.analyser': 'contenu du fichier reçu, et si le dossier est lu',
  'imports.executer': 'ce que l’import a écrit, jamais une lecture',
  'grilles.analyser': 'la lecture de l’agent lui-même : la grille d’un autre est refusée',
  'grilles.reprendre': 'des comptes',
  'instruction.regler': 'rend ce que rend instruction.attributions',
  'instruction.attribuer': 'rend ce que rend instruction.attributions',
  'scenarios.lister': 'règles écrites par les agents, noms de lieux et de porteurs',
  'scenarios.creer': 'rend les règles reçues',
  'scenarios.creerPrets': 'rend ce que rend scenarios.lister',
  'scenarios.calculer': 'refusé à l’aveugle, essayé dans aveugle.test.ts',
  'seances.creer': 'rend ce que rend seances.lire',
  'seances.modifier': 'rend ce que rend seances.lire',
  'seances.decider': 'rend ce que rend seances.lire',
  'seances.supprimer': 'rend ce que rend seances.lire',
  'seances.ordonner': 'rend ce que rend seances.lire',
  'seances.presence': 'rend ce que rend seances.lire',
  'seances.recuser': 'rend ce que rend seances.lire',
  'seances.donnerAvis': 'rend ce que rend seances.lire',
  'seances.verifierGroupe': 'pile, note et alertes calculées comme celles de seances.lire',
  'seances.deciderGroupe': 'rend ce que rend seances.lire',
  'seances.annuler': 'rend ce que rend seances.lire',
  'seances.dossierDeSeance': 'refusé à l’aveugle, essayé dans aveugle.test.ts',
  'papiers.releve': 'le relevé ne dit que les décisions ; le procès-verbal est refusé à l’aveugle, essayé plus bas',
  'papiers.emargement': 'membres de la séance',
  'papiers.invitations': 'membres de la séance et nombres de dossiers',
  'lots.lister': 'lots de paiement : sommes, dates et agents',
  'lots.preparer': 'un numéro de lot',
  'indus.lister': 'sommes versées en trop et leur suite',
  'indus.exporter': 'sommes et adresses, jamais une lecture',
  'indus.relancer': 'sommes et adresses, jamais une lecture',
  'documents.archives': 'empreintes et noms ; rouvrir ce qui porte des notes est refusé, essayé plus bas',
  'tableaux.produire': 'refusé à l’aveugle comme le dossier de séance, essayé dans tableaux.test.ts',
  'tableaux.analyser': 'des décisions, jamais une lecture',
  'tableaux.appliquer': 'des comptes',
  'tableaux.listeDs': 'des décisions, jamais une lecture',
  'tableaux.decisionsDs': 'des décisions, jamais une lecture',
  'dossierDeSeance.produits': 'noms et choix de documents déjà produits par qui voyait tout',
  'pieces.modifierListe': 'pièces demandées',
  'pieces.constater': 'rend ce que rend pieces.lireDossier',
  'pieces.rapprocher': 'noms de fichiers',
  'pieces.joindre': 'rend ce que rend pieces.lireDossier',
  'pieces.relances': 'pièces qui manquent',
  'demandes.ajouter': 'rend ce que rend demandes.lireDossier',
  'demandes.lettres': 'ce que demandes.lire contient, imprimé',
  'demandes.envoyer': 'ce que demandes.lire contient, imprimé',
  'demandes.relancer': 'ce que demandes.lire contient, imprimé',
  'courriers.lire': 'décisions du Copil et adresses, jamais une lecture',
  'courriers.apercu': 'décisions du Copil et adresses, jamais une lecture',
  'courriers.produire': 'décisions du Copil et adresses, jamais une lecture',
  'courriers.liasse': 'décisions du Copil et adresses, jamais une lecture',
  'courriers.parPorteur': 'décisions du Copil et adresses, jamais une lecture',
  'courriers.envoyer': 'décisions du Copil et adresses, jamais une lecture',
  'cloture.lire': 'états et sommes de l’année finie, jamais une lecture',
  'cloture.expliquer': 'rend l’état de la clôture',
  'cloture.clore': 'rend l’état de la clôture ; gèlerait les deux mondes',
  'cloture.archiver': 'refusée tant que la campagne est ouverte ; close, tout y est fini',
  'cloture.rouvrir': 'rend l’état de la clôture',
  'cloture.ouvrirSuivante': 'réglages de la campagne, jamais un dossier',
  'bilans.lister': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.lire': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.ecrire': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.recevoir': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.annulerReception': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.valider': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.rouvrir': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.regler': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'classeursBilan.lire': 'ce qui a été agréé et l’état des bilans, jamais une lecture',
  'classeursBilan.classeur': 'ce qui a été agréé et le bilan du porteur, jamais une lecture',
  'classeursBilan.classeurs': 'ce qui a été agréé et le bilan du porteur, jamais une lecture',
  'classeursBilan.analyser': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'classeursBilan.appliquer': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'conventions.lire': 'décisions du Copil et papiers, jamais une lecture',
  'conventions.lireDossier': 'décisions du Copil et papiers, jamais une lecture',
  'conventions.apercu': 'décisions du Copil et adresses, jamais une lecture',
  'conventions.generer': 'décisions du Copil et adresses, jamais une lecture',
  'conventions.liasse': 'décisions du Copil et adresses, jamais une lecture',
  'conventions.envoyer': 'des comptes',
  'conventions.leverReserves': 'des comptes',
  'conventions.relancer': 'papiers et adresses, jamais une lecture',
  'conventions.listeManquantes': 'papiers et adresses, jamais une lecture',
  'bilans.relancer': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.relanceEnvoyee': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.exporter': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.statistiques': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.statistiquesXlsx': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'bilans.statistiquesPdf': 'ce que le porteur rapporte de son année et des montants, jamais une lecture',
  'demandes.listeDiffusion': 'adresses des porteurs',
  'suivi.lire': 'décisions du Copil et suivi des collectifs, jamais une lecture',
  'suivi.lireDossier': 'décisions du Copil et suivi des collectifs, jamais une lecture',
  'suivi.noter': 'rend ce que rend suivi.lireDossier',
  'suivi.apercu': 'droits et échéances, jamais une lecture',
  'suivi.noterVisite': 'rend ce que rend suivi.lireDossier',
  'suivi.noterEchange': 'rend ce que rend suivi.lireDossier',
  'suivi.relances': 'collectifs à confirmer et adresses des porteurs',
  'suivi.listeDesRetards': 'collectifs à confirmer et adresses des porteurs',
  'suivi.exporter': 'ce que rend suivi.lire, en classeur',
};

/** Les procédures du contrat dont l’entrée vise une campagne, un dossier ou une séance. */
function procedures(): string[] {
  return Object.entries(contract).flatMap(([groupe, siennes]) =>
    Object.entries(siennes).flatMap(([nom, procedure]) => {
      const schema = procedure['~orpc'].inputSchema as
        | { readonly shape?: Readonly<Record<string, unknown>> }
        | undefined;
      const champs = Object.keys(schema?.shape ?? {});
      return champs.some((c) => /^(campagne|dossier|seance)Ids?$/.test(c)) ? [`${groupe}.${nom}`] : [];
    }),
  );
}

let ouverts: BancLecteurs[] = [];
afterEach(() => {
  for (const banc of ouverts) banc.fermer();
  ouverts = [];
});

describe('lecture aveugle, tout le contrat', () => {
  test('chaque procédure, ses papiers et ses refus : les deux mondes se ressemblent', async () => {
    const [bas, haut] = await ouvrirDeuxMondes();
    ouverts = [bas, haut];
    for (const banc of ouverts) await publierVersion(banc);
    const complet = { papiers: true, gestes: true };
    const { vu: vuBas, appels } = await toutCeQueVoit(bas, bas.bruno, complet);
    const { vu: vuHaut } = await toutCeQueVoit(haut, haut.bruno, complet);
    // Le changement de version a bien eu lieu, et les notes d’avant sont là pour qui peut les voir.
    expect(JSON.stringify(vuBas['gestes'])).toContain('"numero":"1001"');
    expect(JSON.stringify(await haut.chloe.api.chartes.notesPassees({ campagneId: haut.campagneId }))).toContain(
      '"dixiemes":1000',
    );
    expect(JSON.stringify(vuHaut)).not.toContain('SECRET');
    for (const appel of Object.keys(vuBas)) expect(vuBas[appel], appel).toEqual(vuHaut[appel]);
    const visees = procedures();
    expect(visees.length).toBeGreaterThan(60);
    expect(visees.filter((p) => !appels.has(p) && !(p in SANS_LECTURE))).toEqual([]);
    expect(Object.keys(SANS_LECTURE).filter((p) => !visees.includes(p) || appels.has(p))).toEqual([]);
  }, 60_000);

  test('revenir à une version où l’on avait fini n’ouvre pas, à l’aperçu, les lectures de celle d’aujourd’hui', async () => {
    const apercus = [];
    for (const niveau of [0, 3] as const) {
      const [banc] = await ouvrirDeuxMondes();
      ouverts.push(banc);
      const { campagneId, alice, bruno } = banc;
      const troisieme = premier(banc, 2);
      const avant = (await alice.api.campagnes.lire({ campagneId })).charteId;
      await lire(banc, bruno, troisieme, 2);
      const charteId = await publierVersion(banc);
      const { empreinte } = await alice.api.chartes.apercuChangement({ campagneId, charteId });
      await alice.api.chartes.changer({ campagneId, charteId, empreinte, motif: 'votée' });
      // Alice ne lit ce dossier que sous la nouvelle version ; Bruno n’y a pas fini.
      await lire({ ...banc, criteres: [...banc.criteres, AJOUTE] }, alice, troisieme, niveau);
      const apercu = await bruno.api.chartes.apercuChangement({ campagneId, charteId: avant });
      apercus.push(apercu.dossiers);
      const pourChloe = await banc.chloe.api.chartes.apercuChangement({ campagneId, charteId: avant });
      expect(pourChloe.dossiers[2]?.apres.dixiemes).not.toBe(apercu.dossiers[2]?.apres.dixiemes ?? -1);
    }
    expect(apercus[0]).toEqual(apercus[1]);
  }, 60_000);
});
