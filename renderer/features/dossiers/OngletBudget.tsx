import type { Budget, Dossier } from '../../../shared/contract/dossiers.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import type { AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { AnomaliesSansReponse, Reponses } from './Reponses.tsx';
import { Anomalies, Source } from './Source.tsx';

type LigneBudget = Budget['charges'][number];
type Controle = Budget['controles'][number];

const ETATS: Readonly<
  Record<Controle['etat'], { readonly signe: NomSigne; readonly ton: string; readonly mot: string }>
> = {
  oui: { signe: 'fait', ton: 'ok', mot: 'Juste' },
  non: { signe: 'refus', ton: 'al', mot: 'Faux' },
  info: { signe: 'moins', ton: 'neutre', mot: 'Pour information' },
  non_renseigne: { signe: 'vide', ton: 'neutre', mot: 'Non renseigné' },
};

const CONTROLES: readonly ColonneTableau<Controle>[] = [
  {
    code: 'etat',
    titre: 'Contrôle',
    largeur: '150px',
    rendu: ({ etat }) => (
      <span className="etat">
        <Signe nom={ETATS[etat].signe} className={`ton-${ETATS[etat].ton}`} />
        {ETATS[etat].mot}
      </span>
    ),
  },
  {
    code: 'libelle',
    titre: 'Règle',
    passe: true,
    rendu: ({ libelle, etat }) => <span className={etat === 'non' ? 'g6' : ''}>{libelle}</span>,
  },
  { code: 'gauche', titre: 'Premier chiffre', nombre: true, largeur: '130px', rendu: ({ gauche }) => gauche },
  {
    code: 'signe',
    titre: <span className="invisible">Comparaison</span>,
    largeur: '34px',
    rendu: ({ signe, etat }) => <b className={etat === 'non' ? 'al g6' : 'g6'}>{signe}</b>,
  },
  { code: 'droite', titre: 'Second chiffre', nombre: true, largeur: '130px', rendu: ({ droite }) => droite },
];

function colonnes(
  dossier: Dossier,
  anomalies: AnomaliesDuDossier,
  totalCentimes: number,
): readonly ColonneTableau<LigneBudget>[] {
  const brutDe = new Map(dossier.reponses.map(({ adresse, brut }) => [adresse, brut]));
  return [
    { code: 'compte', titre: 'Compte', largeur: '74px', rendu: ({ compte }) => compte, total: '' },
    {
      code: 'libelle',
      titre: 'Ligne',
      passe: true,
      rendu: ({ libelle, adresse }) => (
        <>
          {libelle}
          <Anomalies anomalies={anomalies.parAdresse.get(adresse)} />
        </>
      ),
      total: 'Total',
    },
    {
      code: 'montant',
      titre: 'Montant €',
      nombre: true,
      largeur: '100px',
      rendu: ({ montantCentimes }) => formaterMontant(montantCentimes),
      total: formaterMontant(totalCentimes),
    },
    {
      code: 'source',
      titre: 'Cellule',
      largeur: '126px',
      rendu: ({ adresse, montantCentimes }) => (
        <Source adresse={adresse} brut={brutDe.get(adresse) ?? formaterMontant(montantCentimes)} />
      ),
      total: '',
    },
  ];
}

interface Props {
  readonly dossier: Dossier;
  readonly anomalies: AnomaliesDuDossier;
}

/** Le budget prévisionnel, ligne à ligne, et ses contrôles avec les deux chiffres comparés. */
export function OngletBudget({ dossier, anomalies }: Props) {
  const { budget } = dossier;
  const volontaire = ({ compte }: LigneBudget) => compte.startsWith('86') || compte.startsWith('87');
  const declares = dossier.reponses.filter(
    ({ section, champ }) => section === 'budget' && champ !== null && !champ.includes(':'),
  );
  // Ce qui ne tombe pas juste d’abord.
  const controles = budget.controles.toSorted((a, b) => Number(b.etat === 'non') - Number(a.etat === 'non'));
  const emplois = budget.charges.filter(volontaire);
  const apports = budget.produits.filter(volontaire);
  const tableau = (titre: string, lignes: readonly LigneBudget[], total: number, vide: string) => (
    <Carte titre={titre} plein>
      <Tableau
        libelle={titre}
        dense
        lignes={lignes}
        cle={({ adresse, compte, libelle }) => `${adresse} ${compte} ${libelle}`}
        colonnes={colonnes(dossier, anomalies, total)}
        vide={vide}
      />
    </Carte>
  );
  return (
    <div className="colonne">
      <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('budget')} />
      <Carte titre="Contrôles" sousTitre="chaque règle avec les deux chiffres comparés" plein>
        <Tableau libelle="Contrôles du budget" dense lignes={controles} cle={({ code }) => code} colonnes={CONTROLES} />
      </Carte>
      <div className="dossiers-moities">
        {tableau(
          'Charges',
          budget.charges.filter((ligne) => !volontaire(ligne)),
          budget.totalChargesCentimes,
          'Aucune charge détaillée dans la réponse.',
        )}
        {tableau(
          'Produits',
          budget.produits.filter((ligne) => !volontaire(ligne)),
          budget.totalProduitsCentimes,
          'Aucun produit détaillé dans la réponse.',
        )}
        {emplois.length + apports.length > 0 && (
          <>
            {tableau('Emplois des contributions volontaires (86)', emplois, budget.contributions86Centimes, 'Aucun.')}
            {tableau('Contributions volontaires (87)', apports, budget.contributions87Centimes, 'Aucune.')}
          </>
        )}
      </div>
      {declares.length > 0 && (
        <Carte titre="Montants déclarés">
          <Reponses reponses={declares} anomalies={anomalies} vide="" />
        </Carte>
      )}
    </div>
  );
}
