import type { LigneSuivi } from '../../../shared/contract/suivi.ts';
import { direAlertes, LIBELLES_ALERTE } from '../../../shared/domaine/alertes-suivi.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_SITUATION } from '../../../shared/domaine/libelles-suivi.ts';
import { EtatDeCollectif } from '../../deroulement/EtatDeCollectif.tsx';
import { Badge } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';

/** Mêmes codes que ceux de l’export (electron/backend/deroulement/exporter.ts). */
export const COLONNES: readonly ColonneGrille<LigneSuivi>[] = [
  { code: 'numero', titre: 'N°', largeur: 80, valeur: (l) => l.numero, attenue: true, figee: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 130,
    valeur: (l) => l.structure || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'collectif', titre: 'Collectif', largeur: 116, valeur: (l) => `${l.lettre} – ${l.libelle}` },
  { code: 'commune', titre: 'Commune', largeur: 130, valeur: (l) => l.commune, cachee: true },
  { code: 'territoire', titre: 'Territoire', largeur: 150, valeur: (l) => l.territoire, cachee: true },
  {
    code: 'niveau',
    titre: 'Niveau',
    largeur: 100,
    valeur: (l) => (l.niveau === null ? null : LIBELLES_NIVEAU_SCOLAIRE[l.niveau]),
    cachee: true,
  },
  {
    code: 'situation',
    titre: 'État',
    largeur: 100,
    valeur: (l) => LIBELLES_SITUATION[l.situation],
    rendu: (l) => <EtatDeCollectif situation={l.situation} />,
  },
  { code: 'depuis', titre: 'Depuis le', genre: 'date', largeur: 86, valeur: (l) => l.depuis },
  { code: 'demarreLe', titre: 'Démarré le', genre: 'date', largeur: 90, valeur: (l) => l.demarreLe, cachee: true },
  {
    code: 'attenduLe',
    titre: 'Attendu le',
    titreLong: 'Dernier jour avant l’alerte de démarrage',
    genre: 'date',
    largeur: 90,
    valeur: (l) => l.attenduLe,
    cachee: true,
  },
  {
    code: 'effectif',
    titre: 'Enf.',
    titreLong: 'Enfants, d’après le dernier événement noté',
    genre: 'entier',
    largeur: 48,
    valeur: (l) => l.confirme.effectif,
    total: true,
  },
  {
    code: 'effectifPrevu',
    titre: 'Prévus',
    titreLong: 'Enfants prévus dans la réponse',
    genre: 'entier',
    largeur: 66,
    valeur: (l) => l.prevu.effectif,
    total: true,
    cachee: true,
  },
  { code: 'coordinateur', titre: 'Coordinateur', largeur: 130, valeur: (l) => l.confirme.coordinateur, cachee: true },
  { code: 'lieu', titre: 'Lieu', largeur: 150, valeur: (l) => l.confirme.lieu, cachee: true },
  {
    code: 'horaires',
    titre: 'Jours et horaires',
    largeur: 160,
    valeur: (l) => [l.confirme.jours, l.confirme.horaires].filter(Boolean).join(', ') || null,
    cachee: true,
  },
  {
    code: 'mois',
    titre: 'Mois',
    titreLong: 'Mois d’accueil, sur les dix de septembre à juin',
    genre: 'entier',
    largeur: 60,
    valeur: (l) => l.mois,
    cachee: true,
  },
  {
    code: 'agree',
    titre: 'Agréé €',
    genre: 'montant',
    largeur: 92,
    valeur: (l) => l.agreeCentimes,
    total: true,
    cachee: true,
  },
  {
    code: 'droit',
    titre: 'À attendre €',
    titreLong: 'Ce qu’il faut attendre du droit, d’après le suivi',
    genre: 'montant',
    largeur: 84,
    valeur: (l) => l.droitCentimes,
    total: true,
  },
  {
    code: 'alertes',
    titre: 'Alertes',
    // Trop long, le mot finit en points de suspension ; le compte des autres, jamais.
    largeur: 180,
    valeur: direAlertes,
    rendu: (l) => {
      const [premiere, ...autres] = l.alertes;
      if (l.resilieeLe !== null)
        return (
          <Badge ton="neutre" signe="sans_objet" titre={direAlertes(l)}>
            {LIBELLES_ALERTE.resiliee}
          </Badge>
        );
      return (
        premiere && (
          <Badge ton="att" signe="attention" titre={direAlertes(l)}>
            <span className="suivi-alerte">{LIBELLES_ALERTE[premiere.code]}</span>
            {autres.length > 0 && `+${autres.length}`}
          </Badge>
        )
      );
    },
  },
  {
    code: 'derniereVisite',
    titre: 'Visité le',
    genre: 'date',
    largeur: 86,
    valeur: (l) => l.derniereVisite,
    cachee: true,
  },
  {
    code: 'relance',
    titre: 'Relancé le',
    genre: 'date',
    largeur: 88,
    valeur: (l) => (l.relance ? dateDe(l.relance.instant) : null),
    cachee: true,
  },
];
