import type { ComparaisonBareme, DossierSousBareme } from '../../../shared/contract/parametres.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

type Ligne = ComparaisonBareme['dossiers'][number];

function Echeances({ dossier }: { readonly dossier: DossierSousBareme }) {
  if (dossier.echeances.length === 0) return <span className="encre2">aucune</span>;
  return (
    <>
      {dossier.echeances.map(({ libelle, montantCentimes, datePrevue }) => (
        <div key={libelle}>{`${libelle}, ${formaterDate(datePrevue)} : ${formaterMontant(montantCentimes)}`}</div>
      ))}
      {dossier.induCentimes > 0 && <div className="att">{`trop-perçu : ${formaterMontant(dossier.induCentimes)}`}</div>}
    </>
  );
}

const COLONNES: readonly ColonneTableau<Ligne>[] = [
  {
    code: 'structure',
    titre: 'Structure',
    passe: true,
    rendu: ({ raisonSociale, numero }) => (
      <>
        <span className="g5">{raisonSociale}</span> <span className="encre2">{numero}</span>
      </>
    ),
  },
  {
    code: 'droitAvant',
    titre: 'Droit aujourd’hui €',
    nombre: true,
    largeur: '136px',
    rendu: ({ avant }) => formaterMontant(avant.droitCentimes),
  },
  {
    code: 'droitApres',
    titre: 'Droit ensuite €',
    nombre: true,
    largeur: '112px',
    rendu: ({ apres }) => <b className="g6">{formaterMontant(apres.droitCentimes)}</b>,
  },
  {
    code: 'avant',
    titre: 'Échéances aujourd’hui €',
    passe: true,
    rendu: ({ avant }) => <Echeances dossier={avant} />,
  },
  { code: 'apres', titre: 'Échéances ensuite €', passe: true, rendu: ({ apres }) => <Echeances dossier={apres} /> },
];

/** Droits et échéances sous les deux barèmes, côte à côte, avant d’appliquer. */
export function ComparerBareme({ comparaison }: { readonly comparaison: ComparaisonBareme }) {
  const { fige, dossiers, inchanges, avant, apres } = comparaison;
  return (
    <div className="large colonne">
      <Alerte
        ton={fige ? 'att' : 'info'}
        titre={
          dossiers.length === 0
            ? 'Aucun droit, aucune échéance ne change.'
            : `${pluriel(dossiers.length, 'dossier change', 'dossiers changent')}, ${pluriel(inchanges, 'inchangé')}.`
        }
      >
        {`Droits : ${formaterEuros(avant.droitCentimes)} → ${formaterEuros(apres.droitCentimes)}. Agréé : ${formaterEuros(avant.agreeCentimes)} → ${formaterEuros(apres.agreeCentimes)}, si le Copil redécidait de même.`}
        {fige && ' Ce barème a servi à décider : ce changement sera refusé tant que les décisions tiennent.'}
      </Alerte>
      {dossiers.length > 0 && (
        <div className="parametres-comparaison">
          <Tableau
            libelle="Droits et échéances sous les deux barèmes"
            lignes={dossiers}
            cle={({ dossierId }) => dossierId}
            colonnes={COLONNES}
          />
        </div>
      )}
    </div>
  );
}
