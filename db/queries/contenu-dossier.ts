import { asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase } from '../preparer.ts';
import { coderReponses, decoderReponses, type ReponseRecue } from '../reponses-codees.ts';
import { collectifs, dossiers, lignesBudget, reponsesRecues } from '../schema/dossiers.ts';
import { garderDifferents } from './differences.ts';

export type ValeursDossier = Omit<typeof dossiers.$inferInsert, 'id' | 'creeLe' | 'modifieLe'>;
export type ValeursCollectif = Omit<typeof collectifs.$inferInsert, 'id' | 'dossierId' | 'empreinte' | 'present'>;
export type ValeursBudget = Omit<typeof lignesBudget.$inferInsert, 'id' | 'dossierId' | 'empreinte'>;

/** Un changement tel que l’aperçu l’a montré, gardé au journal. */
export interface ChangementDit {
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

export interface ContenuDossier {
  readonly valeurs: ValeursDossier;
  /** null : le fichier n’en dit rien, ceux de la base restent avec leurs réponses. */
  readonly collectifs: readonly ValeursCollectif[] | null;
  readonly budget: readonly ValeursBudget[];
  /** Codées (reponses-codees.ts). */
  readonly reponses: string;
}

export function insererDossier(tx: Transaction, contenu: ContenuDossier): number {
  const instants = { creeLe: tx.acteur.instant, modifieLe: tx.acteur.instant };
  const { qpv } = contenu.valeurs;
  const { id } = ecrituresDe(tx.db).dossier.get({
    ...DOSSIER_VIDE,
    ...contenu.valeurs,
    ...instants,
    qpv: typeof qpv === 'boolean' ? Number(qpv) : null,
  });
  ecrireContenu(tx, id, contenu);
  tx.journaliser({
    action: 'dossier.importer',
    libelle: `Dossier ${contenu.valeurs.numero} importé`,
    objet: `dossier:${id}`,
    apres: { ...contenu.valeurs, collectifs: contenu.collectifs, budget: contenu.budget },
  });
  return id;
}

/**
 * Met le dossier à jour sans toucher lectures, décisions ni montants agréés.
 * @param differences ce que l’aperçu en a montré et que l’agent n’a pas refusé, gardé au journal avec les valeurs d’avant
 */
export function modifierDossier(
  tx: Transaction,
  id: number,
  contenu: ContenuDossier,
  differences: readonly ChangementDit[],
): void {
  const ancien = lireContenu(tx.db, id);
  tx.db
    .update(dossiers)
    .set({ ...contenu.valeurs, modifieLe: tx.acteur.instant })
    .where(eq(dossiers.id, id))
    .run();
  retirerContenu(tx, id, contenu.collectifs !== null);
  ecrireContenu(tx, id, contenu);
  const { avant, apres } = garderDifferents(ancien, lireContenu(tx.db, id));
  const isChange = differences.length > 0 || Object.keys(apres).length > 0;
  if (isChange) tx.db.update(dossiers).set({ contenuModifieLe: tx.acteur.instant }).where(eq(dossiers.id, id)).run();
  tx.journaliser({
    action: 'dossier.reimporter',
    libelle: isChange
      ? `Dossier ${contenu.valeurs.numero} mis à jour par un import`
      : `Dossier ${contenu.valeurs.numero} reçu à nouveau : la base est gardée`,
    objet: `dossier:${id}`,
    avant,
    apres: { ...apres, differences },
  });
}

/** Ce que le journal garde d’un dossier : ses valeurs, ses collectifs et son budget, sans les réponses. */
function lireContenu(db: Base, id: number) {
  const {
    empreinteSource: _,
    modifieLe: _2,
    contenuModifieLe: _3,
    source: _4,
    ...valeurs
  } = db.select().from(dossiers).where(eq(dossiers.id, id)).get() ?? {};
  return {
    ...valeurs,
    collectifs: db
      .select()
      .from(collectifs)
      .where(eq(collectifs.dossierId, id))
      .orderBy(asc(collectifs.rang))
      .all()
      .map(({ id: _id, dossierId: _dossierId, empreinte: _empreinte, ...c }) => c),
    budget: db
      .select()
      .from(lignesBudget)
      .where(eq(lignesBudget.dossierId, id))
      .orderBy(asc(lignesBudget.rang))
      .all()
      .map(({ sens, compte, libelle, montantCentimes }) => ({ sens, compte, libelle, montantCentimes })),
  };
}

/** Un import écrit plus de cent mille lignes : chaque requête est préparée une fois par base. */
const ecrituresDe = parBase((db) => {
  const valeur = sql.placeholder;
  return {
    dossier: db
      .insert(dossiers)
      .values({
        campagneId: valeur('campagneId'),
        numero: valeur('numero'),
        structureId: valeur('structureId'),
        etatSource: valeur('etatSource'),
        deposeLe: valeur('deposeLe'),
        intitule: valeur('intitule'),
        communeInsee: valeur('communeInsee'),
        quartier: valeur('quartier'),
        // Sans détour, l’encodeur des booléens ferait d’un « non renseigné » un « non ».
        qpv: sql`${valeur('qpv')}`,
        montantDemandeCentimes: valeur('montantDemandeCentimes'),
        totalChargesCentimes: valeur('totalChargesCentimes'),
        totalProduitsCentimes: valeur('totalProduitsCentimes'),
        empreinteSource: valeur('empreinteSource'),
        creeLe: valeur('creeLe'),
        modifieLe: valeur('modifieLe'),
        source: valeur('source'),
      })
      .returning({ id: dossiers.id })
      .prepare(),
    collectif: db
      .insert(collectifs)
      .values({
        dossierId: valeur('dossierId'),
        rang: valeur('rang'),
        libelle: valeur('libelle'),
        niveau: valeur('niveau'),
        classes: valeur('classes'),
        effectif: valeur('effectif'),
        communeInsee: valeur('communeInsee'),
        lieu: valeur('lieu'),
        jours: valeur('jours'),
        horaires: valeur('horaires'),
        adultes: valeur('adultes'),
        coutCentimes: valeur('coutCentimes'),
        present: true,
      })
      .onConflictDoUpdate({
        target: [collectifs.dossierId, collectifs.rang],
        set: {
          libelle: sql`excluded.libelle`,
          niveau: sql`excluded.niveau`,
          classes: sql`excluded.classes`,
          effectif: sql`excluded.effectif`,
          communeInsee: sql`excluded.commune_insee`,
          lieu: sql`excluded.lieu`,
          jours: sql`excluded.jours`,
          horaires: sql`excluded.horaires`,
          adultes: sql`excluded.adultes`,
          coutCentimes: sql`excluded.cout_centimes`,
          present: true,
        },
      })
      .returning({ id: collectifs.id })
      .prepare(),
    ligneBudget: db
      .insert(lignesBudget)
      .values({
        dossierId: valeur('dossierId'),
        rang: valeur('rang'),
        sens: valeur('sens'),
        compte: valeur('compte'),
        libelle: valeur('libelle'),
        montantCentimes: valeur('montantCentimes'),
        adresse: valeur('adresse'),
      })
      .returning({ id: lignesBudget.id })
      .prepare(),
    reponses: db
      .insert(reponsesRecues)
      .values({ dossierId: valeur('dossierId'), contenu: valeur('contenu') })
      .onConflictDoUpdate({ target: reponsesRecues.dossierId, set: { contenu: sql`excluded.contenu` } })
      .prepare(),
    lireReponses: db
      .select({ contenu: reponsesRecues.contenu })
      .from(reponsesRecues)
      .where(eq(reponsesRecues.dossierId, valeur('dossierId')))
      .prepare(),
  };
});

const DOSSIER_VIDE = {
  etatSource: null,
  deposeLe: null,
  intitule: null,
  communeInsee: null,
  quartier: null,
  qpv: null,
  montantDemandeCentimes: null,
  totalChargesCentimes: null,
  totalProduitsCentimes: null,
  source: null,
};

const COLLECTIF_VIDE = {
  niveau: null,
  classes: null,
  effectif: null,
  communeInsee: null,
  lieu: null,
  jours: null,
  horaires: null,
  adultes: null,
  coutCentimes: null,
};

function ecrireContenu(tx: Transaction, dossierId: number, contenu: ContenuDossier): void {
  const preparees = ecrituresDe(tx.db);
  const ecrits = (contenu.collectifs ?? []).map(
    (collectif) => preparees.collectif.get({ ...COLLECTIF_VIDE, ...collectif, dossierId }).id,
  );
  sceller(tx, 'collectifs', ecrits);
  const lignes = contenu.budget.map((ligne) => preparees.ligneBudget.get({ ...ligne, dossierId }).id);
  sceller(tx, 'lignes_budget', lignes);
  preparees.reponses.run({ dossierId, contenu: reponsesAEcrire(tx.db, dossierId, contenu) });
}

/** Les réponses d’un dossier, dans l’ordre du fichier. */
export function lireReponses(db: Base, dossierId: number): ReponseRecue[] {
  const ligne = ecrituresDe(db).lireReponses.get({ dossierId });
  return ligne ? decoderReponses(ligne.contenu) : [];
}

/** Un fichier qui ne dit rien des collectifs laisse leurs réponses. */
function reponsesAEcrire(db: Base, dossierId: number, { collectifs: lus, reponses }: ContenuDossier): string {
  const gardees = lus === null ? lireReponses(db, dossierId).filter((r) => r.collectifRang !== null) : [];
  return gardees.length === 0 ? reponses : coderReponses([...decoderReponses(reponses), ...gardees]);
}

/** Fait place au nouveau contenu. Un collectif est marqué absent, jamais effacé : une décision peut s’y rattacher. */
function retirerContenu(tx: Transaction, dossierId: number, avecCollectifs: boolean): void {
  tx.db.delete(lignesBudget).where(eq(lignesBudget.dossierId, dossierId)).run();
  if (!avecCollectifs) return;
  const absents = tx.db
    .update(collectifs)
    .set({ present: false })
    .where(eq(collectifs.dossierId, dossierId))
    .returning({ id: collectifs.id })
    .all();
  sceller(
    tx,
    'collectifs',
    absents.map((c) => c.id),
  );
}
