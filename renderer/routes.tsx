import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { chemins, useSession } from './contexte.tsx';
import { Chargement, EtatVide } from './ui/Alerte.tsx';
import { Page } from './ui/Page.tsx';

interface DeCampagne {
  readonly campagneId: number;
}
interface DeDossier extends DeCampagne {
  readonly dossierId: number;
}

// Chaque fonctionnalité est un morceau à part, chargé à sa première visite.
const Accueil = lazy(async () => ({ default: (await import('./features/accueil/index.ts')).PageAccueil }));
const Tableau = lazy(async () => ({
  default: (await import('./features/tableau-de-bord/index.ts')).PageTableauDeBord,
}));
const Import = lazy(async () => ({ default: (await import('./features/import/index.ts')).PageImport }));
const Dossiers = lazy(async () => ({ default: (await import('./features/dossiers/index.ts')).PageDossiers }));
const Dossier = lazy(async () => ({ default: (await import('./features/dossiers/index.ts')).PageDossier }));
const Pieces = lazy(async () => ({ default: (await import('./features/pieces/index.ts')).PagePieces }));
const Demandes = lazy(async () => ({ default: (await import('./features/demandes/index.ts')).PageDemandes }));
const Instruction = lazy(async () => ({ default: (await import('./features/instruction/index.ts')).PageInstruction }));
const Grilles = lazy(async () => ({ default: (await import('./features/grilles/index.ts')).PageGrilles }));
const Lecture = lazy(async () => ({ default: (await import('./features/instruction/index.ts')).PageLecture }));
const Resultats = lazy(async () => ({ default: (await import('./features/resultats/index.ts')).PageResultats }));
const Copil = lazy(async () => ({ default: (await import('./features/copil/index.ts')).PageCopil }));
const Seance = lazy(async () => ({ default: (await import('./features/copil/index.ts')).PageSeance }));
const Projection = lazy(async () => ({ default: (await import('./features/copil/index.ts')).PageProjection }));
const Suivi = lazy(async () => ({ default: (await import('./features/suivi/index.ts')).PageSuivi }));
const Bilans = lazy(async () => ({ default: (await import('./features/bilans/index.ts')).PageBilans }));
const Bilan = lazy(async () => ({ default: (await import('./features/bilans/index.ts')).PageBilan }));
const Conventions = lazy(async () => ({ default: (await import('./features/conventions/index.ts')).PageConventions }));
const ClasseursBilan = lazy(async () => ({
  default: (await import('./features/bilans/classeur/index.ts')).PageClasseursBilan,
}));
const Paiements = lazy(async () => ({ default: (await import('./features/paiements/index.ts')).PagePaiements }));
const Cloture = lazy(async () => ({ default: (await import('./features/cloture/index.ts')).PageCloture }));
const Structures = lazy(async () => ({ default: (await import('./features/structures/index.ts')).PageStructures }));
const Structure = lazy(async () => ({ default: (await import('./features/structures/index.ts')).PageStructure }));
const Journal = lazy(async () => ({ default: (await import('./features/journal/index.ts')).PageJournal }));
const Parametres = lazy(async () => ({ default: (await import('./features/parametres/index.ts')).PageParametres }));
const Chartes = lazy(async () => ({ default: (await import('./features/chartes/index.ts')).PageChartes }));
const Charte = lazy(async () => ({ default: (await import('./features/chartes/index.ts')).PageCharte }));
const Comparer = lazy(async () => ({ default: (await import('./features/chartes/index.ts')).PageComparer }));
const ChangerCharte = lazy(async () => ({ default: (await import('./features/chartes/index.ts')).PageChanger }));

const PAGES_DE_CAMPAGNE: readonly (readonly [chemin: string, page: ComponentType<DeCampagne>])[] = [
  ['tableau-de-bord', Tableau],
  ['import', Import],
  ['dossiers', Dossiers],
  ['pieces', Pieces],
  ['demandes', Demandes],
  ['instruction', Instruction],
  ['instruction/resultats', Resultats],
  ['instruction/hors-ligne', Grilles],
  ['copil', Copil],
  ['copil/seance', Seance],
  ['copil/projection', Projection],
  ['suivi', Suivi],
  ['bilans', Bilans],
  ['conventions', Conventions],
  ['bilans/classeurs', ClasseursBilan],
  ['paiements', Paiements],
  ['cloture', Cloture],
  ['charte', ChangerCharte],
];
const PAGES_DE_DOSSIER: readonly (readonly [chemin: string, page: ComponentType<DeDossier>])[] = [
  ['dossiers', Dossier],
  ['instruction', Lecture],
  ['bilans', Bilan],
];

function Depart() {
  const { campagnes } = useSession();
  const derniere = campagnes.at(-1);
  return derniere ? <Redirect to={chemins.tableauDeBord(derniere.id)} replace /> : <Accueil />;
}

function PageInconnue() {
  return (
    <Page titre="Page introuvable">
      <EtatVide
        titre="Cette adresse ne mène à rien"
        actions={
          <a className="btn" href="#/">
            Revenir au début
          </a>
        }
      >
        La campagne ou le dossier a pu être supprimé, ou l’adresse est incomplète.
      </EtatVide>
    </Page>
  );
}

/** Une campagne que la base ne connaît pas (ancienne adresse gardée) ne doit pas appeler le backend. */
function DansCampagne({ id, children }: { readonly id: string; readonly children: (campagneId: number) => ReactNode }) {
  const { campagnes } = useSession();
  const campagne = campagnes.find((une) => String(une.id) === id);
  return campagne ? children(campagne.id) : <PageInconnue />;
}

/** Les pages, d’après l’adresse. */
export function Routes() {
  return (
    <Suspense fallback={<Chargement />}>
      <Switch>
        <Route path="/" component={Depart} />
        <Route path={chemins.nouvelleCampagne} component={Accueil} />
        <Route path={chemins.structures} component={Structures} />
        <Route path="/structures/:structureId">
          {({ structureId }) => <Structure key={structureId} structureId={Number(structureId)} />}
        </Route>
        <Route path={chemins.journal} component={Journal} />
        <Route path={chemins.parametres} component={Parametres} />
        <Route path={chemins.chartes} component={Chartes} />
        <Route path="/chartes/comparer" component={Comparer} />
        <Route path="/chartes/:charteId">
          {({ charteId }) => <Charte key={charteId} charteId={Number(charteId)} />}
        </Route>
        {PAGES_DE_CAMPAGNE.map(([chemin, Contenu]) => (
          <Route key={chemin} path={`/c/:campagneId/${chemin}`}>
            {({ campagneId }) => (
              // La clé : passer d’une campagne à l’autre remonte la page au lieu d’en mélanger l’état.
              <DansCampagne id={campagneId}>{(id) => <Contenu key={id} campagneId={id} />}</DansCampagne>
            )}
          </Route>
        ))}
        {PAGES_DE_DOSSIER.map(([chemin, Contenu]) => (
          <Route key={chemin} path={`/c/:campagneId/${chemin}/:dossierId`}>
            {({ campagneId, dossierId }) => (
              <DansCampagne id={campagneId}>
                {(id) => <Contenu key={dossierId} campagneId={id} dossierId={Number(dossierId)} />}
              </DansCampagne>
            )}
          </Route>
        ))}
        <Route component={PageInconnue} />
      </Switch>
    </Suspense>
  );
}
