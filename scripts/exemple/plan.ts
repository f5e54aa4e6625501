/**
 * Le canevas des 60 dossiers : porteur, lieu, groupes, qualité de la réponse et façon de chiffrer.
 * Un lecteur doit pouvoir prévoir ce que contient l’exemple sans ouvrir le fichier.
 */
export type Qualite = 'bon' | 'moyen' | 'faible';

export interface Ebauche {
  /** Clé du porteur dans structures.ts. */
  readonly structure: string;
  readonly commune: string;
  /** Vide en secteur rural. */
  readonly quartier: string;
  readonly qpv: boolean;
  /** Une lettre par collectif : E élémentaire, C collège, L lycée. */
  readonly groupes: string;
  readonly qualite: Qualite;
  /** Coût propre à chaque collectif, ou budget global de l’action. */
  readonly budget: 'par_collectif' | 'global';
  /** Lieu d’accueil commun aux collectifs. */
  readonly lieu: string;
}

type Ligne = readonly [
  structure: string,
  commune: string,
  quartier: string,
  groupes: string,
  profil: string,
  lieu: string,
];

const QUALITES: Readonly<Record<string, Qualite>> = { B: 'bon', M: 'moyen', F: 'faible' };

// Profil : B, M ou F (qualité), puis P (coût par collectif) ou G (budget global), puis Q si quartier prioritaire.
const LIGNES: readonly Ligne[] = [
  ['lanternes', '45234', 'La Source', 'EEEEE', 'BPQ', 'Maison de quartier, allée des Grands Pins'],
  ['lanternes', '45234', 'La Source', 'CCC', 'BPQ', 'Local associatif, place du Marché'],
  ['lanternes', '45234', 'La Source', 'LL', 'MPQ', 'Maison des lycéens, rue du Levant'],
  ['lanternes', '45234', 'La Source', 'EE', 'MPQ', 'École Les Grands Pins, salle périscolaire'],
  ['horizons', '45234', 'Les Blossières', 'EEEEC', 'BPQ', 'Centre social, 3 rue du Clos Joli'],
  ['horizons', '45234', 'Les Blossières', 'EEC', 'MPQ', 'Annexe du centre social, rue des Jardins'],
  ['horizons', '45234', 'Gare', 'EE', 'BGN', 'Salle municipale, rue de la Rotonde'],
  ['argonaute', '45234', 'L’Argonaute', 'EEEE', 'BPQ', 'Maison des familles, 22 rue de la Nef'],
  ['argonaute', '45234', 'L’Argonaute', 'CC', 'MPQ', 'Local jeunes, rue du Mât'],
  ['passerelles', '45234', 'Saint-Marceau', 'EEC', 'MPN', 'Salle des Cordiers, 8 rue des Cordiers'],
  ['passerelles', '45234', 'Saint-Marceau', 'EE', 'MPN', 'Salle des Cordiers, 8 rue des Cordiers'],
  ['aliziers', '45234', 'Dauphine', 'EEEC', 'BPQ', 'Maison des Aliziers, 41 avenue des Vergers'],
  ['aliziers', '45234', 'Dauphine', 'EE', 'MGQ', 'École Les Vergers, salle polyvalente'],
  ['etabli', '45234', 'Barrière Saint-Marc', 'EE', 'MPN', 'L’Établi, impasse des Menuisiers'],
  ['etabli', '45234', 'Bourgogne', 'CC', 'MPN', 'Atelier partagé, rue des Augustines'],
  ['cartable', '45234', 'Carmes-Bannier', 'EEE', 'BPN', 'Médiathèque, salle d’animation'],
  ['fabrique', '45234', 'Saint-Marceau', 'EC', 'MGN', 'La Fabrique, 60 rue des Maraîchers'],
  ['mots', '45234', 'Madeleine', 'E', 'FGN', 'Local de l’association, place du Mail'],
  ['faubourg', '45234', 'Acacias', 'E', 'FPN', 'Salle municipale, rue du Faubourg'],
  ['tremplin', '45234', 'Les Blossières', 'EE', 'FGQ', 'Rez-de-chaussée de la résidence, rue des Tilleuls'],
  ['long', '45234', 'L’Argonaute', 'EEECC', 'MPQ', 'Espace associatif, boulevard de la Fontaine'],
  ['roses', '45147', 'Clos de la Grande Salle', 'EEEEC', 'BPQ', 'Centre social, 11 rue des Cheminots'],
  ['roses', '45147', 'Lamballe', 'EE', 'MGN', 'Annexe du centre social, rue du Tramway'],
  ['buissonniere', '45147', '', 'E', 'FPN', 'Salle du Bois, sente du Bois'],
  ['saran', '45302', 'Bourg', 'EEE', 'BGN', 'Accueil périscolaire, école du Bourg'],
  ['saran', '45302', 'Les Sablonnières', 'EC', 'MPN', 'Maison des jeunes'],
  ['cerisiers', '45285', 'Les Chaises', 'EEEEE', 'BPQ', 'Espace familles, 30 rue des Cerisiers'],
  ['cerisiers', '45285', 'Les Salmoneries', 'CC', 'MPQ', 'Antenne, rue des Agates'],
  ['grandir', '45285', 'Les Chaises', 'E', 'FPQ', 'Pied d’immeuble, rue du Petit Pont'],
  ['cour', '45284', 'Pont Bordeau', 'EEC', 'BPQ', 'Maison pour tous, rue de la Bretauche'],
  ['cour', '45284', 'Bourg', 'EE', 'MGN', 'Médiathèque, salle du conte'],
  ['livre', '45232', '', 'E', 'MPN', 'Bibliothèque associative, rue des Moulins'],
  ['ingre', '45169', '', 'EEE', 'BGN', 'Écoles du Moulin et du Bourg, salles périscolaires'],
  ['gabares', '45089', '', 'E', 'FGN', 'Espace des Mariniers'],
  ['rives', '45208', 'Kennedy-Chautemps', 'EEEC', 'BPQ', 'Centre social, 25 rue des Lavoirs'],
  ['rives', '45208', 'Le Grand Clos', 'EEC', 'MPQ', 'Antenne du centre social, rue des Acacias'],
  ['rives', '45208', 'Centre-ville', 'CL', 'MGN', 'Point jeunes, quai du Port'],
  ['gatinais', '45208', 'Le Plateau', 'EE', 'MPQ', 'Maison de la solidarité, 52 rue du Pâtis'],
  ['gatinais', '45208', 'Le Plateau', 'CC', 'MPQ', 'Maison de la solidarité, 52 rue du Pâtis'],
  ['plateau', '45068', 'Le Plateau', 'EEEC', 'BPQ', 'Maison du Plateau, avenue des Glacières'],
  ['eclusiers', '45068', 'Vésines', 'EE', 'FPN', 'Maison éclusière, chemin de halage'],
  ['amilly', '45004', '', 'EEE', 'MGN', 'Accueils périscolaires des Goths et de Saint-Firmin'],
  ['faienciers', '45155', 'Les Montoires', 'EEEC', 'BPQ', 'Centre social, 10 rue des Fours'],
  ['faienciers', '45155', 'Centre-ville', 'C', 'MPN', 'Salle des Faïenciers, quai de Nice'],
  ['giennois', '45155', 'Les Montoires', 'E', 'FPQ', 'Appartement associatif, rue des Coteaux'],
  ['safran', '45252', 'Saint-Aignan', 'EE', 'MPQ', 'Maison du Safran, mail Ouest'],
  ['safran', '45252', 'Centre-ville', 'C', 'MGN', 'Collège, salle de permanence'],
  ['ccas', '45252', 'Saint-Aignan', 'EEC', 'BGQ', 'Espace Saint-Aignan'],
  ['arches', '45028', '', 'EC', 'MPN', 'Maison des associations, rue du Puits'],
  ['mauves', '45203', '', 'E', 'MPN', 'Moulin communal, salle du bief'],
  ['sully', '45315', '', 'EE', 'MGN', 'École du Centre, salle périscolaire'],
  ['pontcanal', '45053', '', 'E', 'MGN', 'Port de plaisance, salle de l’Écluse'],
  ['rochers', '45191', '', 'E', 'FPN', 'Salle des Rochers, route de la Forêt'],
  ['sologne', '45146', '', 'E', 'MPN', 'Maison des Bruyères'],
  ['syndicat', '45173', '', 'EEEE', 'MGN', 'Écoles du syndicat, salles périscolaires'],
  ['marine', '45082', '', 'E', 'MPN', 'Salle de la Marine'],
  ['courtenay', '45115', '', 'EEC', 'MGN', 'Espace jeunesse et école élémentaire'],
  ['lorris', '45187', '', 'E', 'MGN', 'École élémentaire, salle des arts'],
  ['foret', '45224', '', '', 'FGN', 'Salle du Gros Chêne'],
  ['beauce', '45008', '', 'E', 'FPN', 'Grange aux associations'],
];

export const PLAN: readonly Ebauche[] = LIGNES.map(([structure, commune, quartier, groupes, profil, lieu]) => ({
  structure,
  commune,
  quartier,
  groupes,
  lieu,
  qpv: profil.endsWith('Q'),
  qualite: QUALITES[profil.charAt(0)] ?? 'moyen',
  budget: profil.charAt(1) === 'P' ? 'par_collectif' : 'global',
}));

/** Rang (à partir de 0) du n-ième dossier d’un porteur dans le canevas. */
export function rangDuDossier(structure: string, n = 1): number {
  let vus = 0;
  const rang = PLAN.findIndex((e) => e.structure === structure && ++vus === n);
  if (rang < 0) throw new Error(`« ${structure} » n’a pas de dossier ${n} dans le canevas.`);
  return rang;
}

/**
 * Numéro de dossier du portail. Les numéros y sont donnés à la création du brouillon : ils ne suivent
 * ni l’ordre du canevas ni celui des dépôts.
 */
export function numeroDeDossier(rang: number): string {
  return String(31_200_000 + ((rang * 7_919 + 1_234) % 99_991));
}

/** Ébauche d’un rang quelconque : au-delà de 60, le canevas recommence avec d’autres porteurs. */
export function ebaucheDe(rang: number): { readonly ebauche: Ebauche; readonly cycle: number } {
  const ebauche = PLAN[rang % PLAN.length];
  if (!ebauche) throw new Error('Canevas vide.');
  return { ebauche, cycle: Math.floor(rang / PLAN.length) };
}
