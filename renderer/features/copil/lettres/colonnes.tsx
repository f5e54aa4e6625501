import type { Courrier, LettrePrevue } from '../../../../shared/contract/courriers.ts';
import { dateDe } from '../../../../shared/domaine/dates.ts';
import type { NatureLettre } from '../../../../shared/domaine/lettres-notification/nature.ts';
import { Etat, type Ton } from '../../../ui/Badge.tsx';
import type { ColonneGrille } from '../../../ui/grille/colonnes.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { direEtat, direNature, direSuite, MOYENS } from './libelles.ts';

type Aspect = readonly [Ton, NomSigne];

const NATURES: Readonly<Record<NatureLettre, Aspect>> = {
  accord: ['ok', 'fait'],
  accord_sous_reserve: ['att', 'attention'],
  partiel: ['neutre', 'ecart'],
  ajournement: ['att', 'sablier'],
  refus: ['al', 'refus'],
};
const ETATS: Readonly<Record<LettrePrevue['etat'], Aspect>> = {
  a_produire: ['accent', 'vide'],
  a_refaire: ['att', 'attention'],
  produite: ['ok', 'fait'],
  depassee: ['neutre', 'sans_objet'],
  sans_decision: ['neutre', 'sans_objet'],
};
const SUITES: Readonly<Record<ReturnType<typeof direSuite>, Aspect>> = {
  'À envoyer': ['accent', 'vide'],
  Envoyée: ['ok', 'fait'],
  Remplacée: ['neutre', 'sans_objet'],
};

function Aspecte({ aspect: [ton, signe], mot }: { readonly aspect: Aspect; readonly mot: string }) {
  return (
    <Etat ton={ton} signe={signe}>
      {mot}
    </Etat>
  );
}

function rendreNature({ nature }: { readonly nature: NatureLettre | null }) {
  const aspect: Aspect = nature === null ? ['neutre', 'sans_objet'] : NATURES[nature];
  return <Aspecte aspect={aspect} mot={direNature(nature)} />;
}

export const COLONNES_PREVUES: readonly ColonneGrille<LettrePrevue>[] = [
  { code: 'numero', titre: 'N°', largeur: 92, valeur: (l) => l.numero, attenue: true },
  { code: 'structure', titre: 'Structure', largeurMin: 120, valeur: (l) => l.structure, graisse: 'm' },
  { code: 'commune', titre: 'Commune', largeur: 120, valeur: (l) => l.commune, cachee: true },
  { code: 'nature', titre: 'Lettre', largeur: 150, valeur: (l) => direNature(l.nature), rendu: rendreNature },
  { code: 'montant', titre: 'Agréé (€)', genre: 'montant', largeur: 94, valeur: (l) => l.montantCentimes, total: true },
  {
    code: 'etat',
    titre: 'État',
    largeur: 106,
    valeur: (l) => direEtat(l.etat),
    rendu: (l) => <Aspecte aspect={ETATS[l.etat]} mot={direEtat(l.etat)} />,
  },
  {
    code: 'avertissements',
    titre: 'À savoir',
    titreLong: 'Nombre de points à savoir avant de produire ; ils se lisent à côté',
    genre: 'entier',
    largeur: 72,
    valeur: (l) => l.avertissements.length || null,
  },
];

export const COLONNES_REGISTRE: readonly ColonneGrille<Courrier>[] = [
  { code: 'numero', titre: 'Lettre', largeur: 108, valeur: (c) => c.numero, graisse: 'm', figee: true },
  { code: 'dossier', titre: 'Dossier', largeur: 92, valeur: (c) => c.numeroDossier, attenue: true },
  { code: 'structure', titre: 'Structure', largeurMin: 150, valeur: (c) => c.structure },
  { code: 'nature', titre: 'Nature', largeur: 156, valeur: (c) => direNature(c.nature), rendu: rendreNature },
  { code: 'montant', titre: 'Agréé (€)', genre: 'montant', largeur: 94, valeur: (c) => c.montantCentimes },
  { code: 'seance', titre: 'Séance', genre: 'date', largeur: 86, valeur: (c) => c.seance, cachee: true },
  { code: 'produite', titre: 'Produite', genre: 'date', largeur: 90, valeur: (c) => dateDe(c.produitLe) },
  { code: 'agent', titre: 'Par', largeur: 120, valeur: (c) => c.agent },
  {
    code: 'suite',
    titre: 'État',
    largeur: 104,
    valeur: direSuite,
    rendu: (c) => <Aspecte aspect={SUITES[direSuite(c)]} mot={direSuite(c)} />,
  },
  { code: 'envoyee', titre: 'Envoyée le', genre: 'date', largeur: 90, valeur: (c) => c.envoyeLe },
  {
    code: 'moyen',
    titre: 'Comment',
    largeur: 100,
    valeur: (c) => MOYENS.find((m) => m.valeur === c.moyen)?.libelle ?? null,
  },
  { code: 'envoyee_par', titre: 'Notée par', largeur: 120, valeur: (c) => c.envoyePar, cachee: true },
  { code: 'remplace', titre: 'Remplace', largeur: 108, valeur: (c) => c.remplace, cachee: true },
  { code: 'remplacee', titre: 'Remplacée par', largeur: 116, valeur: (c) => c.remplaceePar, cachee: true },
  { code: 'sha', titre: 'Empreinte', titreLong: 'SHA-256 du PDF', largeur: 160, valeur: (c) => c.sha256, cachee: true },
];
