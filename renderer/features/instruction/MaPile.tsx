import { useState } from 'react';
import { useLocation } from 'wouter';
import type { LigneDeMaPile } from '../../../shared/contract/lectures.ts';
import { LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { aDesAttributions, miens } from '../../instruction/miens.ts';
import { BadgePile, BadgesImport, Etat, type Ton } from '../../ui/Badge.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Jauge } from '../../ui/Jauge.tsx';
import { Segments } from '../../ui/Niveaux.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { LIBELLES_ROLE } from './colonnes-attributions.tsx';

const ASPECTS: Readonly<
  Record<LigneDeMaPile['maLecture'], { readonly ton: Ton; readonly signe: NomSigne; readonly libelle: string }>
> = {
  non_commencee: { ton: 'neutre', signe: 'vide', libelle: 'À lire' },
  en_cours: { ton: 'accent', signe: 'en_cours', libelle: 'En cours' },
  terminee: { ton: 'ok', signe: 'fait', libelle: 'Terminée' },
};

function critereCotes({ note }: LigneDeMaPile): number {
  return note.axes.reduce((somme, { cotes }) => somme + cotes, 0);
}

function direImport({ modifieDepuisLecture, absentDepuis }: LigneDeMaPile): string {
  return [
    modifieDepuisLecture ? 'Modifié depuis la lecture' : '',
    absentDepuis === null ? '' : 'Absent du dernier fichier',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const ROLE: ColonneGrille<LigneDeMaPile> = {
  code: 'role',
  titre: 'Mon rôle',
  largeur: 92,
  valeur: ({ role, ecarte }) => (ecarte ? 'Lien d’intérêt' : role === null ? null : LIBELLES_ROLE[role]),
};

const COLONNES: readonly ColonneGrille<LigneDeMaPile>[] = [
  { code: 'numero', titre: 'N°', largeur: 80, valeur: (l) => l.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 180,
    valeur: (l) => l.structure.raisonSociale || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'commune', titre: 'Commune', largeur: 134, valeur: (l) => l.communeNom },
  {
    code: 'lecture',
    titre: 'Ma lecture',
    largeur: 112,
    valeur: (l) => ASPECTS[l.maLecture].libelle,
    rendu: ({ maLecture, modifieDepuisLecture }) => (
      <span className="rangee serree">
        <Etat ton={ASPECTS[maLecture].ton} signe={ASPECTS[maLecture].signe}>
          {ASPECTS[maLecture].libelle}
        </Etat>
        {modifieDepuisLecture && <Signe nom="ecart" className="ton-att" titre="Modifié depuis la lecture" />}
      </span>
    ),
  },
  {
    code: 'cotes',
    titre: 'Cotés',
    titreLong: 'Critères cotés par au moins un lecteur',
    genre: 'entier',
    largeur: 64,
    valeur: critereCotes,
    rendu: (l) => `${critereCotes(l)}/${l.note.axes.reduce((somme, { total }) => somme + total, 0)}`,
  },
  { code: 'note', titre: 'Note', genre: 'dixiemes', largeur: 58, valeur: (l) => l.note.dixiemes, graisse: 'g' },
  {
    code: 'pile',
    titre: 'Pile',
    largeur: 108,
    valeur: (l) => (l.pile === null ? 'Sans note' : LIBELLES_PILE[l.pile]),
    rendu: ({ pile }) => <BadgePile pile={pile} />,
  },
  { code: 'collectifs', titre: 'Collectifs', genre: 'entier', largeur: 76, valeur: (l) => l.collectifs, total: true },
  { code: 'enfants', titre: 'Enfants', genre: 'entier', largeur: 68, valeur: (l) => l.effectif, total: true },
  {
    code: 'droit',
    titre: 'Droit €',
    titreLong: 'Droit calculé',
    genre: 'montant',
    largeur: 90,
    valeur: (l) => l.droitCentimes,
    total: true,
  },
  { code: 'anomalies', titre: 'Anomalies', genre: 'entier', largeur: 82, valeur: (l) => l.anomalies || null },
  {
    code: 'import',
    titre: 'Depuis la lecture',
    largeur: 178,
    cachee: true,
    valeur: direImport,
    rendu: (l) => <BadgesImport {...l} />,
  },
  { code: 'lecteurs', titre: 'Lecteurs', largeur: 112, valeur: (l) => l.lecteurs.join(', ') },
];

/** Quand des dossiers lui sont attribués, son rôle prend la place des noms des lecteurs, que montre « Attributions ». */
const COLONNES_ATTRIBUEES: readonly ColonneGrille<LigneDeMaPile>[] = COLONNES.flatMap((colonne) => {
  if (colonne.code === 'lecteurs') return [{ ...colonne, cachee: true }];
  return colonne.code === 'lecture' ? [colonne, ROLE] : [colonne];
});

interface Props {
  readonly campagneId: number;
  readonly pile: readonly LigneDeMaPile[];
}

/** Mes dossiers à lire, ceux que j’ai commencés d’abord. */
export function MaPile({ campagneId, pile }: Props) {
  const [, aller] = useLocation();
  const grille = useGrille<LigneDeMaPile>('instruction.pile');
  const avecAttributions = aDesAttributions(pile);
  const [tous, setTous] = useState(false);
  const lignes = avecAttributions && !tous ? miens(pile) : pile;
  const compte = (etat: LigneDeMaPile['maLecture']) => lignes.filter(({ maLecture }) => maLecture === etat).length;
  const lus = compte('terminee');
  return (
    <div className="colonne remplit instr-pile">
      <Chiffres
        chiffres={[
          { libelle: 'À lire', valeur: compte('non_commencee'), accent: true },
          { libelle: 'En cours', valeur: compte('en_cours') },
          { libelle: 'Lus', valeur: lus },
          {
            libelle: 'Avancement',
            valeur: (
              <span className="instr-avancement">
                {`${lus} sur ${lignes.length}`}
                <Jauge valeur={lus} maximum={lignes.length} libelle={`${lus} dossiers lus sur ${lignes.length}`} />
              </span>
            ),
          },
        ]}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        {avecAttributions && (
          <Segments
            libelle="Dossiers montrés"
            choix={[
              { valeur: 'miens', libelle: 'Mes dossiers' },
              { valeur: 'tous', libelle: 'Tous' },
            ]}
            valeur={tous ? 'tous' : 'miens'}
            onChange={(valeur) => setTous(valeur === null ? !tous : valeur === 'tous')}
          />
        )}
        <span className="encre2 t12">Entrée sur une ligne ouvre sa lecture.</span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Ma pile de dossiers"
          lignes={lignes}
          colonnes={avecAttributions ? COLONNES_ATTRIBUEES : COLONNES}
          cle={(ligne) => ligne.id}
          onOuvrir={(ligne) => aller(chemins.lecture(campagneId, ligne.id))}
          totaux={(affichees) => pluriel(affichees, 'dossier')}
          vide="Aucun dossier ne répond à ce filtre."
        />
      </Carte>
    </div>
  );
}
