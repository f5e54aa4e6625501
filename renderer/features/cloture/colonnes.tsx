import { Link } from 'wouter';
import type { ObstacleCloture } from '../../../shared/contract/cloture.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import type { ColonneTableau } from '../../ui/Tableau.tsx';

function nommer({ raisonSociale, numeroDossier, libelle, phrase }: ObstacleCloture): string {
  return raisonSociale === null ? phrase : `${numeroDossier ?? ''} ${raisonSociale}, ${libelle}`;
}

function Etat({ obstacle: { explication, ancienne } }: { readonly obstacle: ObstacleCloture }) {
  if (explication !== null)
    return (
      <Badge ton="ok" signe="fait">
        Expliqué
      </Badge>
    );
  return (
    <Badge ton="att" signe="attention">
      {ancienne === null ? 'À régler' : 'À redire'}
    </Badge>
  );
}

/** Ce qui en a été dit ; et, si le point a changé depuis, de quoi c’était dit. */
function Dite({ obstacle: { explication, ancienne } }: { readonly obstacle: ObstacleCloture }) {
  const dite = explication ?? ancienne;
  if (dite === null) return null;
  return (
    <div className="encre2 t12">
      {ancienne !== null && (
        <span className="att g5">
          {`Ne vaut plus, dit ${ancienne.phrase === null ? 'd’un montant non gardé' : `de « ${ancienne.phrase} »`} : `}
        </span>
      )}
      {`${dite.texte} (${dite.par}, le ${formaterInstant(dite.le)})`}
    </div>
  );
}

interface Choix {
  readonly cochees: ReadonlySet<string>;
  readonly cocher: (cles: readonly string[], oui: boolean) => void;
  readonly expliquer: (obstacle: ObstacleCloture) => void;
}

/** @param choix null : la campagne est close, rien ne s’y explique plus */
export function colonnesDe(
  campagneId: number,
  montres: readonly ObstacleCloture[],
  choix: Choix | null,
): readonly ColonneTableau<ObstacleCloture>[] {
  const explicables = montres.filter(({ explicable }) => explicable).map(({ cle }) => cle);
  const toutes = explicables.length > 0 && explicables.every((cle) => choix?.cochees.has(cle));
  const cases: readonly ColonneTableau<ObstacleCloture>[] = choix
    ? [
        {
          code: 'choix',
          largeur: '44px',
          titre: (
            <CaseACocher
              libelle="Choisir tous les points montrés qu’un texte peut expliquer"
              libelleCache
              inactif={explicables.length === 0}
              valeur={toutes}
              partielle={!toutes && explicables.some((cle) => choix.cochees.has(cle))}
              onChange={(oui) => choix.cocher(explicables, oui)}
            />
          ),
          rendu: (obstacle) =>
            obstacle.explicable && (
              <CaseACocher
                libelle={`Choisir ${nommer(obstacle)}`}
                libelleCache
                valeur={choix.cochees.has(obstacle.cle)}
                onChange={(oui) => choix.cocher([obstacle.cle], oui)}
              />
            ),
        },
      ]
    : [];
  return [
    ...cases,
    { code: 'etat', titre: 'État', largeur: '104px', rendu: (obstacle) => <Etat obstacle={obstacle} /> },
    {
      code: 'dossier',
      titre: 'Dossier',
      largeur: '92px',
      rendu: ({ numeroDossier }) => <span className="encre2">{numeroDossier ?? '—'}</span>,
    },
    {
      code: 'structure',
      titre: 'Structure',
      largeur: '23%',
      passe: true,
      rendu: ({ dossierId, raisonSociale }) => (
        <Link
          href={dossierId === null ? chemins.paiements(campagneId) : chemins.dossier(campagneId, dossierId)}
          className="lien deux-lignes"
          title={raisonSociale ?? undefined}
        >
          {dossierId === null ? 'Paiements' : raisonSociale || 'Structure sans nom'}
        </Link>
      ),
    },
    {
      code: 'reste',
      titre: 'Ce qui reste',
      passe: true,
      rendu: (obstacle) => (
        <>
          <div>{obstacle.phrase}</div>
          <Dite obstacle={obstacle} />
        </>
      ),
    },
    {
      code: 'montant',
      titre: 'En jeu €',
      nombre: true,
      largeur: '104px',
      rendu: ({ montantCentimes }) => (montantCentimes === null ? '' : formaterMontant(montantCentimes)),
    },
    {
      code: 'action',
      titre: 'Action',
      largeur: '112px',
      rendu: (obstacle) =>
        obstacle.explicable && choix !== null ? (
          <Bouton taille="petite" onClick={() => choix.expliquer(obstacle)}>
            {obstacle.explication === null ? 'Expliquer…' : 'Modifier…'}
          </Bouton>
        ) : (
          <span className="encre2 t12">{choix === null ? '' : 'à régler'}</span>
        ),
    },
  ];
}
