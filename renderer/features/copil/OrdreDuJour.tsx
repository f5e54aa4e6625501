import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { DossierDeSeance, EtatSeance } from '../../../shared/contract/seances.ts';
import { formaterHeure } from '../../../shared/domaine/dates.ts';
import { calculerHoraire } from '../../../shared/domaine/horaire.ts';
import { LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { ASPECTS_DECISION, BadgeDecision, BadgePile } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Signe } from '../../ui/Signe.tsx';
import { enQuestion } from './libelles-copil.ts';
import { heuresDePassage } from './RangerOrdre.tsx';

interface Ligne {
  readonly place: number;
  /** « 9 h 25 », d’après l’horaire de la séance ; null : pas de séance. */
  readonly heure: string | null;
  readonly dossier: DossierDeSeance;
}

/** « 2/4 » tant que tous les collectifs ne sont pas décidés, sinon la décision. */
function Decision({ dossier }: { readonly dossier: DossierDeSeance }) {
  const { listeCollectifs, decision } = dossier;
  const faits = listeCollectifs.filter((collectif) => collectif.decision !== null).length;
  if (faits > 0 && faits < listeCollectifs.length)
    return <span className="encre2">{`${faits} sur ${listeCollectifs.length} collectifs`}</span>;
  return <BadgeDecision nature={decision} />;
}

function Points({ points }: { readonly points: readonly string[] }) {
  const premier = points[0];
  if (premier === undefined) return <span className="encre3">rien à débattre</span>;
  return (
    <span className="rangee serree" title={points.join('\n')}>
      <Signe nom="attention" className="att" />
      <span className="g6">{points.length}</span>
      <span className="elide">{premier}</span>
    </span>
  );
}

const COLONNES: readonly ColonneGrille<Ligne>[] = [
  {
    code: 'place',
    titre: 'N°',
    titreLong: 'Ordre du jour',
    genre: 'entier',
    largeur: 44,
    valeur: (l) => l.place,
    attenue: true,
  },
  { code: 'heure', titre: 'Heure', titreLong: 'Heure prévue', largeur: 60, valeur: (l) => l.heure, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 130,
    valeur: (l) => l.dossier.structure.raisonSociale || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'commune', titre: 'Commune', largeur: 130, valeur: (l) => l.dossier.communeNom, cachee: true },
  {
    code: 'pile',
    titre: 'Pile',
    largeur: 104,
    valeur: ({ dossier }) => (dossier.pile === null ? 'Sans note' : LIBELLES_PILE[dossier.pile]),
    rendu: ({ dossier }) => <BadgePile pile={dossier.pile} />,
  },
  { code: 'note', titre: 'Note', genre: 'dixiemes', largeur: 50, valeur: (l) => l.dossier.note.dixiemes, graisse: 'g' },
  {
    code: 'points',
    titre: 'Points à débattre',
    largeurMin: 96,
    valeur: ({ dossier }) => enQuestion(dossier).join(' ; '),
    rendu: ({ dossier }) => <Points points={enQuestion(dossier)} />,
  },
  {
    code: 'collectifs',
    titre: 'Coll.',
    titreLong: 'Collectifs',
    genre: 'entier',
    largeur: 46,
    valeur: (l) => l.dossier.collectifs,
    total: true,
  },
  {
    code: 'droit',
    titre: 'Droit €',
    titreLong: 'Droit calculé',
    genre: 'montant',
    largeur: 84,
    valeur: (l) => l.dossier.droitCentimes,
    total: true,
  },
  {
    code: 'decision',
    titre: 'Décision',
    largeur: 150,
    valeur: ({ dossier }) => (dossier.decision === null ? 'À décider' : ASPECTS_DECISION[dossier.decision].libelle),
    rendu: ({ dossier }) => <Decision dossier={dossier} />,
  },
  {
    code: 'agree',
    titre: 'Agréé €',
    titreLong: 'Montant agréé',
    genre: 'montant',
    largeur: 84,
    valeur: (l) => l.dossier.agreeCentimes,
    total: true,
    graisse: 'g',
  },
  { code: 'numero', titre: 'N° de dossier', largeur: 92, valeur: (l) => l.dossier.numero, cachee: true },
  { code: 'enfants', titre: 'Enfants', genre: 'entier', largeur: 76, valeur: (l) => l.dossier.effectif, cachee: true },
  {
    code: 'demande',
    titre: 'Demandé €',
    genre: 'montant',
    largeur: 96,
    valeur: (l) => l.dossier.demandeCentimes,
    cachee: true,
  },
];

interface Props {
  readonly campagneId: number;
  readonly etat: EtatSeance;
  /** null : sans séance, il n’y a pas d’ordre à ranger. */
  readonly onRanger: (() => void) | null;
}

/** Les dossiers dans l’ordre de la séance. */
export function OrdreDuJour({ campagneId, etat, onRanger }: Props) {
  const [, aller] = useLocation();
  const grille = useGrille<Ligne>('copil.ordre-du-jour');
  const lignes = useMemo(() => {
    const { seance, dossiers } = etat;
    const heures = seance === null ? null : heuresDePassage(calculerHoraire(seance, dossiers), dossiers);
    return dossiers.map((dossier, rang): Ligne => {
      const passage = heures?.get(dossier.id);
      return { place: rang + 1, dossier, heure: passage === undefined ? null : formaterHeure(passage.debut) };
    });
  }, [etat]);
  const aDebattre = etat.dossiers.filter((dossier) => enQuestion(dossier).length > 0).length;
  return (
    <div className="colonne copil-ordre">
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">
          {`${pluriel(aDebattre, 'dossier')} à débattre, ${formaterEuros(etat.enveloppe.enAttenteCentimes)} en attente`}
        </span>
        <span className="rangee serree a-droite">
          {onRanger !== null && (
            <Bouton taille="petite" icone="trier" onClick={onRanger}>
              Ranger
            </Bouton>
          )}
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Ordre du jour"
          lignes={lignes}
          colonnes={COLONNES}
          cle={(ligne) => ligne.dossier.id}
          onOuvrir={({ dossier }) =>
            aller(
              etat.seance === null
                ? chemins.dossier(campagneId, dossier.id)
                : `${chemins.seance(campagneId)}?seance=${etat.seance.id}&dossier=${dossier.id}`,
            )
          }
          totaux={(affichees) => pluriel(affichees, 'dossier')}
          vide="Aucun dossier ne répond à ce filtre."
        />
      </Carte>
    </div>
  );
}
