import type { ReactNode } from 'react';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { LIBELLES_DECISION, LIBELLES_PILE, type NatureDecision, type Pile } from '../../shared/domaine/libelles.ts';
import { type NomSigne, Signe } from './Signe.tsx';

export type Ton = 'ok' | 'att' | 'al' | 'neutre' | 'accent';

interface Props {
  readonly ton: Ton;
  readonly signe?: NomSigne;
  readonly children: ReactNode;
  readonly titre?: string;
}

/** Forme, mot, puis couleur. */
export function Badge({ ton, signe, children, titre }: Props) {
  return (
    <span className={`badge badge-${ton}`} title={titre}>
      {signe && <Signe nom={signe} taille={12} />}
      {children}
    </span>
  );
}

/** Signe et mot sans fond, pour une colonne d’état. */
export function Etat({ ton, signe, children, titre }: Props & { readonly signe: NomSigne }) {
  return (
    <span className="etat" title={titre}>
      <Signe nom={signe} className={`ton-${ton}`} />
      {children}
    </span>
  );
}

interface Aspect {
  readonly ton: Ton;
  readonly signe: NomSigne;
  readonly libelle: string;
}

export const ASPECTS_PILE: Readonly<Record<Pile, Aspect>> = {
  favorable: { ton: 'ok', signe: 'fait', libelle: LIBELLES_PILE.favorable },
  a_debattre: { ton: 'att', signe: 'attention', libelle: LIBELLES_PILE.a_debattre },
  defavorable: { ton: 'al', signe: 'refus', libelle: LIBELLES_PILE.defavorable },
};

export const ASPECTS_DECISION: Readonly<Record<NatureDecision | 'mixte', Aspect>> = {
  agree: { ton: 'ok', signe: 'fait', libelle: LIBELLES_DECISION.agree },
  agree_sous_reserve: { ton: 'att', signe: 'attention', libelle: LIBELLES_DECISION.agree_sous_reserve },
  ajourne: { ton: 'att', signe: 'sablier', libelle: LIBELLES_DECISION.ajourne },
  refuse: { ton: 'al', signe: 'refus', libelle: LIBELLES_DECISION.refuse },
  sans_suite: { ton: 'neutre', signe: 'sans_objet', libelle: LIBELLES_DECISION.sans_suite },
  mixte: { ton: 'neutre', signe: 'ecart', libelle: 'Selon le collectif' },
};

export const ASPECTS_ETAT_DOSSIER: Readonly<Record<'a_etudier' | 'en_lecture' | 'etudie' | 'decide', Aspect>> = {
  a_etudier: { ton: 'neutre', signe: 'vide', libelle: 'À étudier' },
  en_lecture: { ton: 'accent', signe: 'en_cours', libelle: 'En lecture' },
  etudie: { ton: 'ok', signe: 'fait', libelle: 'Étudié' },
  decide: { ton: 'ok', signe: 'cadenas', libelle: 'Décidé' },
};

/** Pile proposée ; `null` : le dossier n’a pas encore de note complète. */
export function BadgePile({ pile }: { readonly pile: Pile | null }) {
  if (pile === null)
    return (
      <Badge ton="neutre" signe="vide">
        Sans note
      </Badge>
    );
  const { ton, signe, libelle } = ASPECTS_PILE[pile];
  return (
    <Badge ton={ton} signe={signe}>
      {libelle}
    </Badge>
  );
}

/** Décision d’un collectif ou d’un dossier ; `null` : pas encore décidée. */
export function BadgeDecision({ nature }: { readonly nature: NatureDecision | 'mixte' | null }) {
  if (nature === null)
    return (
      <Badge ton="neutre" signe="vide">
        À décider
      </Badge>
    );
  const { ton, signe, libelle } = ASPECTS_DECISION[nature];
  return (
    <Badge ton={ton} signe={signe}>
      {libelle}
    </Badge>
  );
}

export function EtatDossier({ etat }: { readonly etat: keyof typeof ASPECTS_ETAT_DOSSIER }) {
  const { ton, signe, libelle } = ASPECTS_ETAT_DOSSIER[etat];
  return (
    <Etat ton={ton} signe={signe}>
      {libelle}
    </Etat>
  );
}

/** Gravité d’une anomalie d’import. */
export function BadgeAnomalie({ bloquante }: { readonly bloquante: boolean }) {
  return bloquante ? (
    <Badge ton="al" signe="refus">
      Bloquante
    </Badge>
  ) : (
    <Badge ton="att" signe="attention">
      À vérifier
    </Badge>
  );
}

/** Adresse d’une cellule du fichier importé : « Collectifs!F12 ». */
export function Cellule({ adresse }: { readonly adresse: string }) {
  return <span className="cellule">{adresse}</span>;
}

interface Suivi {
  readonly modifieDepuisLecture: boolean;
  /** Instant où le dossier a manqué au dernier fichier de sa source. */
  readonly absentDepuis: string | null;
}

/** Ce qu’un import a laissé à revoir sur un dossier ; rien s’il n’y a rien. */
export function BadgesImport({ modifieDepuisLecture, absentDepuis }: Suivi) {
  return (
    <>
      {modifieDepuisLecture && (
        <Badge ton="att" signe="ecart" titre="Un import a changé ses réponses après une lecture">
          Modifié depuis la lecture
        </Badge>
      )}
      {absentDepuis !== null && (
        <Badge ton="neutre" signe="moins" titre={`Marqué absent le ${formaterInstant(absentDepuis)}`}>
          Absent du dernier fichier
        </Badge>
      )}
    </>
  );
}
