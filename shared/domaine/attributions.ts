/** Répartir les dossiers entre les lecteurs (domaine §5) : pur et sans hasard, la même demande donne la même réponse. */

export type RoleLecteur = 'lecteur' | 'rapporteur';

export interface DossierARepartir {
  readonly dossierId: number;
  readonly collectifs: number;
  /** Attribués, et ceux qui ont commencé à lire sans l’être : aucun n’est retiré. */
  readonly lecteurs: readonly number[];
  readonly rapporteur: number | null;
  /** Agents qui ont déclaré un lien d’intérêt : jamais choisis. */
  readonly exclus: readonly number[];
  /** Parmi qui choisir, pour ce dossier. */
  readonly candidats: readonly number[];
  /** Faux : le dossier compte dans la charge de ses lecteurs, mais rien ne lui est ajouté. */
  readonly aRepartir: boolean;
}

export interface DemandeRepartition {
  readonly dossiers: readonly DossierARepartir[];
  readonly lecteursParDossier: number;
  /** Désigner un rapporteur là où il n’y en a pas. */
  readonly avecRapporteur: boolean;
}

export interface Attribution {
  readonly dossierId: number;
  readonly agentId: number;
  readonly role: RoleLecteur;
}

export interface Manque {
  readonly dossierId: number;
  /** Lecteurs qui manquent encore. */
  readonly manque: number;
  readonly raison: 'sans_candidat' | 'liens' | 'deja_lecteurs';
}

export interface Charge {
  readonly dossiers: number;
  readonly collectifs: number;
}

export interface Repartition {
  /** Ce qui change : lecteurs ajoutés, rapporteurs désignés. */
  readonly attributions: readonly Attribution[];
  readonly manques: readonly Manque[];
  readonly avant: ReadonlyMap<number, Charge>;
  readonly apres: ReadonlyMap<number, Charge>;
}

interface Ajout {
  readonly dossier: DossierARepartir;
  agentId: number;
}

/** Assez de passes pour que l’amélioration s’arrête d’elle-même ; la borne ne fait que la garantir. */
const PASSES = 40;

/**
 * Équilibre d’abord le nombre de dossiers, puis celui des collectifs. Les gros dossiers sont donnés en premier, à l’agent le
 * moins chargé ; puis déplacements et échanges tant que l’équilibre y gagne.
 */
export function repartir(demande: DemandeRepartition): Repartition {
  // Les candidats aussi : à gain égal, l’amélioration prend le premier venu.
  const dossiers = demande.dossiers
    .map((d) => ({ ...d, candidats: d.candidats.toSorted((a, b) => a - b) }))
    .toSorted((a, b) => a.dossierId - b.dossierId);
  const charges: Charges = new Map();
  for (const d of dossiers) for (const agent of d.lecteurs) charger(charges, agent, d.collectifs);
  for (const d of dossiers) for (const agent of d.aRepartir ? d.candidats : []) chargeDe(charges, agent);
  const avant = photographier(charges);

  const ajouts: Ajout[] = [];
  const manques: Manque[] = [];
  const restants = dossiers.filter((d) => d.aRepartir && d.lecteurs.length < demande.lecteursParDossier);
  for (const dossier of restants.toSorted((a, b) => b.collectifs - a.collectifs || a.dossierId - b.dossierId)) {
    const pris: number[] = [];
    const voulus = demande.lecteursParDossier - dossier.lecteurs.length;
    for (let i = 0; i < voulus; i += 1) {
      const agentId = moinsCharge(charges, eligibles(dossier, pris));
      if (agentId === null) {
        manques.push({ dossierId: dossier.dossierId, manque: voulus - i, raison: expliquer(dossier) });
        break;
      }
      pris.push(agentId);
      charger(charges, agentId, dossier.collectifs);
      ajouts.push({ dossier, agentId });
    }
  }
  ameliorer(ajouts, charges);
  const attributions = ajouts
    .map(({ dossier, agentId }): Attribution => ({ dossierId: dossier.dossierId, agentId, role: 'lecteur' }))
    .toSorted((a, b) => a.dossierId - b.dossierId || a.agentId - b.agentId);
  return {
    attributions: demande.avecRapporteur ? designer(dossiers, attributions) : attributions,
    manques: manques.toSorted((a, b) => a.dossierId - b.dossierId),
    avant,
    apres: photographier(charges),
  };
}

/** Les charges du moment, par agent. */
type Charges = Map<number, { dossiers: number; collectifs: number }>;

function chargeDe(charges: Charges, agent: number): { dossiers: number; collectifs: number } {
  const connue = charges.get(agent) ?? { dossiers: 0, collectifs: 0 };
  charges.set(agent, connue);
  return connue;
}

function charger(charges: Charges, agent: number, collectifs: number, sens: 1 | -1 = 1): void {
  const charge = chargeDe(charges, agent);
  charge.dossiers += sens;
  charge.collectifs += sens * collectifs;
}

function moinsCharge(charges: Charges, agents: readonly number[]): number | null {
  const tries = agents.toSorted((a, b) => {
    const [x, y] = [chargeDe(charges, a), chargeDe(charges, b)];
    return x.dossiers - y.dossiers || x.collectifs - y.collectifs || a - b;
  });
  return tries[0] ?? null;
}

function photographier(charges: Charges): Map<number, Charge> {
  return new Map([...charges].toSorted(([a], [b]) => a - b).map(([agent, charge]) => [agent, { ...charge }]));
}

function eligibles(dossier: DossierARepartir, pris: readonly number[]): number[] {
  return dossier.candidats.filter(
    (agent) => !dossier.exclus.includes(agent) && !dossier.lecteurs.includes(agent) && !pris.includes(agent),
  );
}

function expliquer({ candidats, exclus, lecteurs }: DossierARepartir): Manque['raison'] {
  if (candidats.length === 0) return 'sans_candidat';
  return candidats.some((agent) => exclus.includes(agent) && !lecteurs.includes(agent)) ? 'liens' : 'deja_lecteurs';
}

/** Déplace un ajout d’un agent à l’autre, ou en échange deux, tant que cela rapproche les charges. */
function ameliorer(ajouts: readonly Ajout[], charges: Charges): void {
  const parDossier = Map.groupBy(ajouts, (a) => a.dossier);
  const libres = (dossier: DossierARepartir) =>
    eligibles(
      dossier,
      (parDossier.get(dossier) ?? []).map((a) => a.agentId),
    );
  for (let passe = 0; passe < PASSES; passe += 1) {
    let mieux = false;
    for (const ajout of ajouts) {
      for (const agent of libres(ajout.dossier))
        if (gagneADeplacer(charges, ajout, agent)) {
          deplacer(charges, ajout, agent);
          mieux = true;
        }
    }
    for (const [i, a] of ajouts.entries())
      for (const b of ajouts.slice(i + 1)) {
        // Le gain d’abord : il se compte, alors que l’éligibilité se cherche.
        if (!gagneAEchanger(charges, a, b)) continue;
        if (!libres(a.dossier).includes(b.agentId) || !libres(b.dossier).includes(a.agentId)) continue;
        const [deA, deB] = [a.agentId, b.agentId];
        deplacer(charges, a, deB);
        deplacer(charges, b, deA);
        mieux = true;
      }
    if (!mieux) return;
  }
}

function deplacer(charges: Charges, ajout: Ajout, agent: number): void {
  charger(charges, ajout.agentId, ajout.dossier.collectifs, -1);
  charger(charges, agent, ajout.dossier.collectifs);
  ajout.agentId = agent;
}

/** Le nombre de dossiers prime ; s’il n’y gagne ni n’y perd, ce sont les collectifs qui décident. */
function gagneADeplacer(charges: Charges, { agentId, dossier }: Ajout, agent: number): boolean {
  const [de, vers] = [chargeDe(charges, agentId), chargeDe(charges, agent)];
  const ecart = de.dossiers - vers.dossiers;
  if (ecart !== 1) return ecart > 1;
  return dossier.collectifs > 0 && de.collectifs - vers.collectifs > dossier.collectifs;
}

function gagneAEchanger(charges: Charges, a: Ajout, b: Ajout): boolean {
  if (a.agentId === b.agentId) return false;
  const ecart = chargeDe(charges, a.agentId).collectifs - chargeDe(charges, b.agentId).collectifs;
  const transfert = a.dossier.collectifs - b.dossier.collectifs;
  return Math.abs(ecart - 2 * transfert) < Math.abs(ecart);
}

/** Un rapporteur par dossier qui n’en a pas, parmi ses lecteurs, celui qui l’est le moins souvent. */
function designer(dossiers: readonly DossierARepartir[], ajouts: readonly Attribution[]): Attribution[] {
  const roles = new Map<number, number>();
  const compter = (agent: number) => roles.set(agent, (roles.get(agent) ?? 0) + 1);
  for (const d of dossiers) if (d.rapporteur !== null) compter(d.rapporteur);
  const parDossier = Map.groupBy(ajouts, (a) => a.dossierId);
  return dossiers.flatMap((d): Attribution[] => {
    const siens = parDossier.get(d.dossierId) ?? [];
    const possibles = [...d.lecteurs, ...siens.map((a) => a.agentId)].filter((agent) => !d.exclus.includes(agent));
    const [choisi] = possibles.toSorted((a, b) => (roles.get(a) ?? 0) - (roles.get(b) ?? 0) || a - b);
    if (d.rapporteur !== null || !d.aRepartir || choisi === undefined) return siens;
    compter(choisi);
    return [
      ...siens.filter((a) => a.agentId !== choisi),
      { dossierId: d.dossierId, agentId: choisi, role: 'rapporteur' as const },
    ];
  });
}
