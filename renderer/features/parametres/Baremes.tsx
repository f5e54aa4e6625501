import { useState } from 'react';
import type { Parametres } from '../../../shared/contract/parametres.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { LIBELLES_ARRONDI, LIBELLES_MODE_CALCUL } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_ACTIVITE_PARTIELLE } from '../../../shared/domaine/libelles-paiement.ts';
import { formaterEntier, formaterEuros, formaterMontant, formaterTaux } from '../../../shared/domaine/nombres.ts';
import { EtatVide } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe } from '../../ui/Champs.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { FormulaireBareme } from './FormulaireBareme.tsx';
import { decrireEcheancier } from './textes.ts';

const COLONNES_BONUS: readonly ColonneTableau<Bareme['bonus'][number]>[] = [
  { code: 'libelle', titre: 'Bonus', rendu: ({ libelle }) => libelle },
  { code: 'condition', titre: 'Condition', passe: true, rendu: ({ condition }) => condition },
  { code: 'unite', titre: 'Par', largeur: '90px', rendu: ({ unite }) => unite },
  {
    code: 'montant',
    titre: 'Montant €',
    nombre: true,
    largeur: '110px',
    rendu: ({ montantCentimes }) => formaterMontant(montantCentimes),
  },
];

function valeurs(bareme: Bareme): readonly (readonly [string, string])[] {
  return [
    ['Part du coût', formaterTaux(bareme.tauxPointsBase)],
    [
      bareme.modeCalcul === 'par_collectif' ? 'Plafond par collectif' : 'Plafond par dossier',
      formaterEuros(bareme.plafondCentimes),
    ],
    ['Mode de calcul', LIBELLES_MODE_CALCUL[bareme.modeCalcul]],
    ['Arrondi', LIBELLES_ARRONDI[bareme.arrondi]],
    ['Contributions volontaires', bareme.inclureContributionsVolontaires ? 'comptées dans le coût' : 'hors du coût'],
    [
      'Part maximale de la Caf',
      bareme.partCafMaximalePointsBase === null ? 'sans limite' : formaterTaux(bareme.partCafMaximalePointsBase),
    ],
    [
      'Enfants par collectif',
      `de ${formaterEntier(bareme.effectifMinimum)} à ${formaterEntier(bareme.effectifMaximum)}`,
    ],
    ['Convention obligatoire', `au-delà de ${formaterEuros(bareme.seuilConventionCentimes)}`],
    ['Échéancier', decrireEcheancier(bareme.echeancier)],
    ['Activité partielle', LIBELLES_ACTIVITE_PARTIELLE[bareme.activitePartielle ?? 'cout_reel']],
    ['Droit réel', (bareme.plafonnerAuMontantAgree ?? true) ? 'plafonné au montant agréé' : 'sans ce plafond'],
  ];
}

interface Props {
  readonly baremes: Parametres['baremes'];
  /** Celui de la campagne courante. */
  readonly courantId: number | null;
}

/** Le barème d’une campagne : montré, et modifiable tant qu’aucune décision ne s’appuie dessus. */
export function Baremes({ baremes, courantId }: Props) {
  const [choisi, setChoisi] = useState<number | null>(null);
  const [edition, setEdition] = useState(false);
  const ligne = baremes.find(({ id }) => id === (choisi ?? courantId)) ?? baremes[0];
  if (ligne === undefined) return <EtatVide titre="Aucun barème">Un barème est créé avec chaque campagne.</EtatVide>;
  const { id, bareme, campagnes } = ligne;
  return (
    <>
      {baremes.length > 1 && (
        <div className="parametres-choix">
          <ChampListe
            libelle="Barème"
            options={baremes.map((un) => ({
              valeur: String(un.id),
              libelle: `${un.bareme.nom} (${un.campagnes.join(', ')})`,
            }))}
            valeur={String(id)}
            onChange={(valeur) => {
              setChoisi(Number(valeur));
              setEdition(false);
            }}
          />
        </div>
      )}
      {edition ? (
        <FormulaireBareme key={id} baremeId={id} bareme={bareme} onFini={() => setEdition(false)} />
      ) : (
        <Carte
          titre={bareme.nom}
          sousTitre={campagnes.length === 0 ? 'aucune campagne' : `campagne ${campagnes.join(', ')}`}
          actions={
            <Bouton icone="modifier" onClick={() => setEdition(true)}>
              Modifier…
            </Bouton>
          }
        >
          <p className="encre2">{bareme.origine}</p>
          <dl className="couples a-gauche parametres-couples">
            {valeurs(bareme).map(([terme, valeur]) => (
              <div key={terme}>
                <dt>{terme}</dt>
                <dd className="g5">{valeur}</dd>
              </div>
            ))}
          </dl>
          {bareme.bonus.length === 0 ? (
            <p>
              <Badge ton="neutre" signe="sans_objet">
                Aucun bonus
              </Badge>
            </p>
          ) : (
            <Tableau libelle="Bonus" lignes={bareme.bonus} cle={({ code }) => code} colonnes={COLONNES_BONUS} />
          )}
        </Carte>
      )}
    </>
  );
}
