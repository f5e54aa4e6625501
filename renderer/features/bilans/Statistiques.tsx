import { useQuery } from '@tanstack/react-query';
import { LIBELLES_TRANCHE, TRANCHES_AGE } from '../../../shared/domaine/bilan.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { type Mesure, type StatistiquesDeGroupe, TOTAL } from '../../../shared/domaine/statistiques-bilans.ts';
import { api, messageErreur, q } from '../../api.ts';
import { rangerDocument, useProduction } from '../../produire.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { useTentative } from '../../use-tentative.ts';

/** « 412 (3/5) » : la somme des réponses données, et combien ont répondu s’il en manque. */
function dire(mesure: Mesure, formater = formaterEntier): string {
  if (mesure.somme === null) return '–';
  const somme = formater(mesure.somme);
  return mesure.repondus === mesure.sur ? somme : `${somme} (${mesure.repondus}/${mesure.sur})`;
}

const COLONNES: readonly ColonneTableau<StatistiquesDeGroupe>[] = [
  { code: 'territoire', titre: 'Territoire', rendu: (g) => <span title={g.territoire}>{g.territoire}</span> },
  { code: 'bilans', titre: 'Bilans', largeur: '64px', nombre: true, rendu: (g) => `${g.bilans} / ${g.dossiers}` },
  {
    code: 'collectifs',
    titre: 'Réalisés / agréés',
    largeur: '116px',
    nombre: true,
    passe: true,
    rendu: (g) => `${dire(g.collectifsRealises)} / ${g.collectifsAttendus}`,
  },
  { code: 'enfants', titre: 'Enfants', largeur: '84px', nombre: true, passe: true, rendu: (g) => dire(g.effectif) },
  {
    code: 'prevus',
    titre: 'Prévus',
    largeur: '54px',
    nombre: true,
    rendu: (g) => (g.effectifAttendu === null ? '–' : formaterEntier(g.effectifAttendu)),
  },
  { code: 'seances', titre: 'Séances', largeur: '84px', nombre: true, passe: true, rendu: (g) => dire(g.seances) },
  { code: 'parents', titre: 'Parents', largeur: '76px', nombre: true, passe: true, rendu: (g) => dire(g.parents) },
  {
    code: 'benevoles',
    titre: 'Bénévoles',
    largeur: '76px',
    nombre: true,
    passe: true,
    rendu: (g) => dire(g.benevoles),
  },
  {
    code: 'cout',
    titre: 'Coût réel',
    largeur: '128px',
    nombre: true,
    passe: true,
    rendu: (g) => dire(g.cout, formaterEuros),
  },
  {
    code: 'agree',
    titre: 'Agréé',
    largeur: '104px',
    nombre: true,
    rendu: (g) => formaterEuros(g.agreeAttenduCentimes),
  },
  {
    code: 'droit',
    titre: 'Droit réel',
    largeur: '128px',
    nombre: true,
    passe: true,
    rendu: (g) => dire(g.droit, formaterEuros),
  },
  {
    code: 'agreeTous',
    titre: 'Agréé, tous',
    largeur: '110px',
    nombre: true,
    rendu: (g) => <span className="encre2">{formaterEuros(g.agreeCentimes)}</span>,
  },
];

/** Agréé contre réalisé, par territoire et au total ; le taux de réponse est toujours dit. */
export function Statistiques({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.bilans.statistiques.queryOptions({ input: { campagneId } }));
  const pdf = useProduction('bilans.statistiques');
  const { erreur, occupe, tenter } = useTentative();
  if (data === undefined) return error ? <Alerte ton="al">{messageErreur(error)}</Alerte> : <Chargement />;
  const total = data.groupes.find((g) => g.territoire === TOTAL);
  const echec = pdf.erreur ?? erreur;
  return (
    <>
      {total && (
        <Chiffres
          chiffres={[
            { libelle: 'Bilans reçus', valeur: `${total.bilans} sur ${total.dossiers}` },
            {
              libelle: 'Collectifs réalisés',
              valeur: `${total.collectifsRealises.somme ?? '–'} sur ${total.collectifsAttendus}`,
            },
            { libelle: 'Enfants', valeur: dire(total.effectif) },
            { libelle: 'Agréé, bilans reçus', valeur: formaterEuros(total.agreeAttenduCentimes) },
            { libelle: 'Droit réel', valeur: dire(total.droit, formaterEuros), accent: true },
            { libelle: 'Agréé, tous les dossiers', valeur: formaterEuros(total.agreeCentimes) },
          ]}
        />
      )}
      <div className="rangee passe">
        <span className="encre2 t12">
          Bilans reçus ou validés, sauf « tous » : tous les dossiers agréés. « (3/5) » : trois réponses sur cinq
          attendues ; « – » : aucune. Une case vide n’est pas un zéro.
        </span>
        <span className="rangee a-droite">
          <Bouton
            icone="tableur"
            enCours={occupe}
            onClick={() =>
              void tenter(async () => {
                await rangerDocument((await api.bilans.statistiquesXlsx({ campagneId })).documentId);
              })
            }
          >
            Excel
          </Bouton>
          <Bouton
            icone="document"
            enCours={pdf.enCours}
            onClick={() => pdf.produire((signal) => api.bilans.statistiquesPdf({ campagneId }, { signal }))}
          >
            PDF
          </Bouton>
        </span>
      </div>
      {echec !== null && <Alerte ton="al">{echec}</Alerte>}
      {pdf.progression && <Progression {...pdf.progression} onAnnuler={pdf.arreter} />}
      <Carte titre="Par territoire" plein className="bilans-statistiques">
        <Tableau
          libelle="Statistiques par territoire"
          lignes={data.groupes}
          cle={(g) => g.territoire}
          colonnes={COLONNES}
          classeLigne={(g) => (g.territoire === TOTAL ? 'bilans-total' : '')}
        />
      </Carte>
      {total && <EnfantsComptes groupe={total} />}
    </>
  );
}

function EnfantsComptes({ groupe: { enfants, denombres } }: { readonly groupe: StatistiquesDeGroupe }) {
  const dire = (nombre: number | null) => (nombre === null ? '–' : formaterEntier(nombre));
  return (
    <Carte
      titre="Enfants par âge, sexe et quartier"
      sousTitre={`dénombrés par ${pluriel(denombres.repondus, 'collectif')} sur ${pluriel(denombres.sur, 'réalisé', 'réalisés')}`}
      plein
      className="bilans-enfants"
    >
      <Tableau
        libelle="Enfants par âge, sexe et quartier"
        lignes={TRANCHES_AGE}
        cle={(tranche) => tranche}
        dense
        colonnes={[
          { code: 'age', titre: 'Âge', rendu: (t) => LIBELLES_TRANCHE[t] },
          { code: 'fq', titre: 'Filles, QPV', nombre: true, rendu: (t) => dire(enfants[t].fillesQpv) },
          { code: 'fh', titre: 'Filles, hors QPV', nombre: true, rendu: (t) => dire(enfants[t].fillesHors) },
          { code: 'gq', titre: 'Garçons, QPV', nombre: true, rendu: (t) => dire(enfants[t].garconsQpv) },
          { code: 'gh', titre: 'Garçons, hors QPV', nombre: true, rendu: (t) => dire(enfants[t].garconsHors) },
        ]}
      />
    </Carte>
  );
}
