import type { ApercuRetour, LigneRetour, SortRetour } from '../../../../shared/contract/fichiers-lot.ts';
import { formaterDate, formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Cellule } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../../ui/Carte.tsx';
import { ChampDate } from '../../../ui/Champs.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { Retour } from './use-retour.ts';

const LIBELLES: Readonly<Record<SortRetour, string>> = {
  payee: 'à noter payée',
  rejetee: 'à noter rejetée',
  deja: 'déjà notée',
  montant_different: 'montant différent',
  compte_different: 'autre compte',
  contradictoire: 'contradictoire',
  ambigue: 'plusieurs possibles',
  doublon: 'en double',
  inconnue: 'inconnue',
  illisible: 'incomplète',
};
const TRANQUILLES: ReadonlySet<SortRetour> = new Set(['payee', 'rejetee', 'deja']);

/** Le sort de chaque ligne, avant de rien noter. */
export function ApercuDuRetour({ apercu, retour }: { readonly apercu: ApercuRetour; readonly retour: Retour }) {
  const { lignes, lots, manquantes, bloquantes } = apercu;
  const aNoter = lignes.filter((l) => l.sort === 'payee' || l.sort === 'rejetee').length;
  const rejetees = lignes.filter((l) => l.sort === 'rejetee').length;
  return (
    <>
      <Chiffres
        chiffres={[
          { libelle: 'À noter payées', valeur: formaterEuros(apercu.payeesCentimes), accent: true },
          { libelle: pluriel(rejetees, 'rejet'), valeur: formaterEuros(apercu.rejeteesCentimes) },
          { libelle: 'Ne s’appliquent pas', valeur: bloquantes },
          { libelle: 'Absentes de la liste', valeur: manquantes.length },
        ]}
      />
      {apercu.appliqueLe !== null && (
        <Alerte ton="att" titre="Liste déjà rapprochée.">
          {`Ce même fichier l’a été le ${formaterInstant(apercu.appliqueLe)} : ce qui est noté ne change pas.`}
        </Alerte>
      )}
      <Carte
        titre={`Lignes de « ${apercu.fichier} »`}
        sousTitre={lots.map((l) => `lot ${l.numero}${l.solde ? ', soldé par cette liste' : ''}`).join(' ; ')}
        plein
        pied={
          <span className="rangee">
            <ChampDate libelle="Date des lignes sans date" valeur={retour.date} onChange={retour.dater} />
            <span className="rangee serree a-droite">
              <Bouton onClick={retour.recommencer}>Prendre un autre fichier</Bouton>
              <Bouton
                genre="principal"
                icone="enregistrer"
                inactif={aNoter === 0}
                enCours={retour.occupe}
                onClick={() => retour.appliquer(bloquantes > 0)}
              >
                {bloquantes === 0
                  ? `Noter ${pluriel(aNoter, 'ligne')}`
                  : `Noter ${pluriel(aNoter, 'ligne')} et laisser ${bloquantes}`}
              </Bouton>
            </span>
          </span>
        }
      >
        <Tableau libelle="Sort de chaque ligne" colonnes={COLONNES} lignes={lignes} cle={(l) => l.cellule} />
      </Carte>
      {manquantes.length > 0 && (
        <Carte titre={`Absentes de la liste (${manquantes.length})`} sousTitre="elles restent en attente" plein>
          <Tableau
            libelle="Lignes absentes de la liste"
            dense
            colonnes={[
              { code: 'lot', titre: 'Lot', largeur: '90px', rendu: (m) => m.numeroLot },
              { code: 'rang', titre: 'Ligne', largeur: '60px', nombre: true, rendu: (m) => m.rang },
              { code: 'qui', titre: 'Porteur', passe: true, rendu: (m) => m.raisonSociale },
              { code: 'montant', titre: 'Montant', nombre: true, rendu: (m) => formaterEuros(m.montantCentimes) },
            ]}
            lignes={manquantes}
            cle={(m) => `${m.numeroLot}-${m.rang}`}
          />
        </Carte>
      )}
    </>
  );
}

const COLONNES: readonly ColonneTableau<LigneRetour>[] = [
  { code: 'cellule', titre: 'Cellule', largeur: '90px', rendu: (l) => <Cellule adresse={courte(l)} /> },
  {
    code: 'sort',
    titre: 'Sort',
    largeur: '150px',
    rendu: (l) => <span className={TRANQUILLES.has(l.sort) ? 'g5' : 'g5 al'}>{LIBELLES[l.sort]}</span>,
  },
  { code: 'qui', titre: 'Bénéficiaire', passe: true, rendu: (l) => l.raisonSociale || '—' },
  {
    code: 'montant',
    titre: 'Montant',
    nombre: true,
    largeur: '120px',
    rendu: (l) => (l.montantCentimes === null ? '—' : formaterEuros(l.montantCentimes)),
  },
  {
    code: 'date',
    titre: 'Date',
    largeur: '100px',
    rendu: (l) => (l.date === null ? '—' : formaterDate(l.date)),
  },
  {
    code: 'phrase',
    titre: 'Détail',
    passe: true,
    rendu: (l) => (l.motif === null ? l.phrase : `${l.phrase} ; motif : ${l.motif}`),
  },
];

/** La feuille est la même pour toutes : l’adresse suffit. */
function courte({ cellule }: LigneRetour): string {
  return cellule.slice(cellule.lastIndexOf('!') + 1);
}
