import type { Demande } from '../../../shared/contract/demandes.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { direEtat, EtatDeDemande } from '../../demandes/EtatDeDemande.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';

export const VUES = [
  ['toutes', 'Toutes'],
  ['a_envoyer', 'À envoyer'],
  ['en_attente', 'Réponse attendue'],
  ['en_retard', 'En retard'],
  ['a_clore', 'À clore'],
  ['terminee', 'Closes ou annulées'],
] as const;
export type CodeVue = (typeof VUES)[number][0];

export const COLONNES: readonly ColonneGrille<Demande>[] = [
  { code: 'numero', titre: 'N°', largeur: 98, valeur: (d) => d.numero, attenue: true, figee: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 150,
    valeur: (d) => d.structure || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'commune', titre: 'Commune', largeur: 130, valeur: (d) => d.commune, cachee: true },
  {
    code: 'etat',
    titre: 'État',
    largeur: 150,
    valeur: direEtat,
    rendu: (d) => <EtatDeDemande demande={d} />,
  },
  { code: 'echeance', titre: 'Échéance', genre: 'date', largeur: 86, valeur: (d) => d.echeance },
  {
    code: 'retard',
    titre: 'Retard (j)',
    titreLong: 'Jours de retard',
    genre: 'entier',
    largeur: 78,
    valeur: (d) => (d.vue === 'en_retard' ? d.joursDeRetard : null),
    cachee: true,
  },
  {
    code: 'reponses',
    titre: 'Reçues',
    titreLong: 'Lignes reçues sur demandées',
    largeur: 66,
    valeur: (d) => `${d.satisfaites} / ${d.lignes.length}`,
  },
  {
    code: 'envoyee',
    titre: 'Envoyée le',
    genre: 'date',
    largeur: 88,
    valeur: (d) => (d.envoyeeLe === null ? null : dateDe(d.envoyeeLe)),
  },
  {
    code: 'relances',
    titre: 'Relances',
    genre: 'entier',
    largeur: 78,
    valeur: (d) => d.lettres.filter((l) => l.genre === 'relance').length,
    cachee: true,
  },
  {
    code: 'changements',
    titre: 'Réimport',
    titreLong: 'Réponses changées par un import depuis l’envoi, sur le sujet des questions',
    genre: 'entier',
    largeur: 76,
    valeur: (d) => d.lignes.reduce((n, l) => n + l.changements.length, 0) || null,
  },
  { code: 'creeePar', titre: 'Commencée par', largeur: 140, valeur: (d) => d.creeePar, cachee: true },
  { code: 'courriel', titre: 'Courriel', largeur: 190, valeur: (d) => d.courriel, cachee: true },
  { code: 'telephone', titre: 'Téléphone', largeur: 110, valeur: (d) => d.telephone, cachee: true },
];
