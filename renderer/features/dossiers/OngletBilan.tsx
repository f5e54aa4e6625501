import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { direEtatBilan } from '../../../shared/domaine/libelles-bilans.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { codeDeRefus, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

interface Ligne {
  readonly titre: string;
  readonly valeur: string;
}

const COLONNES: readonly ColonneTableau<Ligne>[] = [
  { code: 'titre', titre: 'Bilan', largeur: '240px', rendu: (l) => l.titre },
  { code: 'valeur', titre: 'Où il en est', passe: true, rendu: (l) => l.valeur },
];

/** Où en est le bilan du dossier ; il se remplit sur sa propre page. */
export function OngletBilan({ campagneId, dossierId }: { readonly campagneId: number; readonly dossierId: number }) {
  const { data: bilan, error } = useQuery(q.bilans.lire.queryOptions({ input: { dossierId } }));
  if (bilan === undefined) {
    if (!error) return <Chargement texte="Lecture du bilan…" />;
    if (codeDeRefus(error) !== 'dossier_non_agree') return <Alerte ton="al">{messageErreur(error)}</Alerte>;
    return (
      <Carte>
        <EtatVide titre="Pas de bilan à attendre">{messageErreur(error)}</EtatVide>
      </Carte>
    );
  }
  const { droit, ecarts, anomalies, manques } = analyserBilan(
    {
      collectifs: bilan.collectifs,
      budgetPrevu: bilan.budgetPrevu,
      bareme: bilan.bareme,
      ecartMaximalPointsBase: bilan.reglages.ecartMaximalPointsBase,
    },
    bilan.saisie,
  );
  const reel = bilan.valide?.droitReelCentimes ?? droit.droitCentimes;
  const lignes: Ligne[] = [
    { titre: 'État', valeur: direEtatBilan({ ...bilan, aExpliquer: manques.length > 0 }) },
    { titre: 'Attendu le', valeur: formaterDate(bilan.reglages.echeance) },
    { titre: 'Reçu le', valeur: bilan.recuLe === null ? 'pas encore' : formaterDate(bilan.recuLe) },
    { titre: 'Relances', valeur: bilan.relances.length === 0 ? 'aucune' : String(bilan.relances.length) },
    {
      titre: 'Collectifs réalisés',
      valeur: `${bilan.etat === 'attendu' ? '–' : droit.realises} sur ${bilan.collectifs.length} agréés`,
    },
    { titre: 'Montant agréé', valeur: formaterEuros(droit.agreeCentimes) },
    {
      titre: bilan.valide ? 'Droit réel, figé' : 'Droit réel, tel qu’il serait',
      valeur: reel === null ? 'ne se calcule pas encore' : `${formaterEuros(reel)}. ${droit.explication}`,
    },
    ...ecarts.map((e) => ({
      titre: `Écart, ${e.libelle}`,
      valeur: `${e.constat} : ${e.explication || 'à expliquer'}`,
    })),
    ...anomalies.map((a) => ({ titre: 'Anomalie', valeur: a.message })),
    ...(bilan.valide
      ? [{ titre: 'Validé', valeur: `${bilan.valide.agent}, le ${formaterInstant(bilan.valide.instant)}` }]
      : []),
  ];
  return (
    <Carte
      titre="Bilan"
      plein
      actions={
        <Link href={chemins.bilan(campagneId, dossierId)} className="btn btn-petite">
          Ouvrir le bilan
        </Link>
      }
    >
      <Tableau libelle="Bilan du dossier" lignes={lignes} cle={(l) => `${l.titre} ${l.valeur}`} colonnes={COLONNES} />
    </Carte>
  );
}
