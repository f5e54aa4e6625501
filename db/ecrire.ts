import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { phraseCampagneClose } from '../shared/domaine/cloture.ts';
import { type Base, BaseRefusee } from './base.ts';
import { preparer } from './preparer.ts';
import { anneeCloseTouchee, anneesCloses } from './queries/cloture.ts';

/** Qui écrit : l’agent choisi à l’écran et le compte du poste, gardés tous deux. */
export interface Acteur {
  readonly agentId: number | null;
  readonly agentNom: string;
  readonly compteSysteme: string;
  /** Instant ISO UTC donné par l’horloge du contexte. */
  readonly instant: string;
}

export interface Fait {
  /** `decision.prendre` : objet et verbe, stables. */
  readonly action: string;
  /** La phrase que l’agent lit dans le journal. */
  readonly libelle: string;
  /** `dossier:12`. */
  readonly objet: string;
  readonly avant?: unknown;
  readonly apres?: unknown;
  readonly motif?: string | null;
}

/** Le seul chemin vers une écriture : les fonctions qui changent des données demandent une Transaction, pas une Base. */
export interface Transaction {
  readonly db: Base;
  readonly acteur: Acteur;
  journaliser(fait: Fait): void;
}

/**
 * Une transaction courte, tout ou rien. Des données changées sans entrée au journal sont un défaut de notre part :
 * la transaction est alors annulée.
 * @throws BaseRefusee('occupee') si un autre programme tient la base
 * @throws BaseRefusee('campagne_close') si ce qui change appartient à une campagne close, vu au journal ou par un déclencheur
 */
export function ecrire<T>(db: Base, acteur: Acteur, action: (tx: Transaction) => T): T {
  const client = db.$client;
  const compter = () => (preparer(db, 'SELECT total_changes() AS n').get() as { n: number }).n;
  const transaction = client.transaction(() => {
    const avant = compter();
    let entrees = 0;
    const tx: Transaction = {
      db,
      acteur,
      journaliser(fait) {
        const annee = anneeCloseTouchee(db, fait);
        if (annee !== null) throw refuserClose([annee]);
        ajouterAuJournal(db, acteur, fait);
        entrees += 1;
      },
    };
    const resultat = action(tx);
    if (compter() !== avant && entrees === 0) throw new Error('Écriture sans entrée au journal');
    return resultat;
  });
  try {
    return transaction.immediate();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    if (cause.message.startsWith('la campagne est close')) throw refuserClose(anneesCloses(db), cause);
    if (cause.code !== 'SQLITE_BUSY') throw cause;
    throw new BaseRefusee(
      'occupee',
      'La base est tenue par une autre fenêtre ou un autre programme : rien n’a été écrit. Réessayez dans un instant.',
      { cause },
    );
  }
}

function refuserClose(annees: readonly string[], cause?: unknown): BaseRefusee {
  return new BaseRefusee('campagne_close', phraseCampagneClose(annees), { cause });
}

interface LigneJournal {
  readonly id: number;
  readonly instant: string;
  readonly agent_id: number | null;
  readonly agent_nom: string;
  readonly compte_systeme: string;
  readonly action: string;
  readonly libelle: string;
  readonly objet: string;
  readonly avant: string | null;
  readonly apres: string | null;
  readonly motif: string | null;
  readonly precedente: string;
}

function empreinteEntree(l: LigneJournal): string {
  const contenu = [
    l.id,
    l.instant,
    l.agent_id,
    l.agent_nom,
    l.compte_systeme,
    l.action,
    l.libelle,
    l.objet,
    l.avant,
    l.apres,
    l.motif,
  ];
  return createHash('sha256')
    .update(JSON.stringify([l.precedente, ...contenu]))
    .digest('hex');
}

function enTexte(valeur: unknown): string | null {
  return valeur === undefined || valeur === null ? null : JSON.stringify(valeur);
}

function ajouterAuJournal(db: Base, acteur: Acteur, fait: Fait): void {
  const derniere = preparer(db, 'SELECT id, empreinte FROM journal ORDER BY id DESC LIMIT 1').get() as
    | { id: number; empreinte: string }
    | undefined;
  const ligne: LigneJournal = {
    id: (derniere?.id ?? 0) + 1,
    instant: acteur.instant,
    agent_id: acteur.agentId,
    agent_nom: acteur.agentNom,
    compte_systeme: acteur.compteSysteme,
    action: fait.action,
    libelle: fait.libelle,
    objet: fait.objet,
    avant: enTexte(fait.avant),
    apres: enTexte(fait.apres),
    motif: fait.motif ?? null,
    precedente: derniere?.empreinte ?? '',
  };
  preparer(
    db,
    `INSERT INTO journal (id, instant, agent_id, agent_nom, compte_systeme, action, libelle, objet, avant, apres, motif, precedente, empreinte)
     VALUES (@id, @instant, @agent_id, @agent_nom, @compte_systeme, @action, @libelle, @objet, @avant, @apres, @motif, @precedente, @empreinte)`,
  ).run({ ...ligne, empreinte: empreinteEntree(ligne) });
}

/** Recalcule la chaîne ; rend le numéro de la première entrée fausse, ou null. */
export function premiereEntreeFausse(db: Base): { entrees: number; fausse: number | null; derniere: string | null } {
  let precedente = '';
  let entrees = 0;
  for (const brute of db.$client.prepare('SELECT * FROM journal ORDER BY id').iterate()) {
    const ligne = brute as LigneJournal & { empreinte: string };
    entrees += 1;
    if (ligne.id !== entrees || ligne.precedente !== precedente || ligne.empreinte !== empreinteEntree(ligne)) {
      return { entrees, fausse: ligne.id, derniere: precedente || null };
    }
    precedente = ligne.empreinte;
  }
  return { entrees, fausse: null, derniere: precedente || null };
}
