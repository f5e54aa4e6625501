import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../api.ts';
import { chemins, useCampagneCourante } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Garde } from '../../ui/Garde.tsx';
import { Page } from '../../ui/Page.tsx';

interface Echec {
  readonly cause: unknown;
  readonly onReprendre: () => void;
  /** Où mène « Revenir au tableau de bord ». */
  readonly tableauDeBord: string;
}

/** Ce qui est arrivé, ce qui est en sûreté, quoi faire ; l’erreur est notée au journal technique, avec son numéro. */
function PageEnErreur({ cause, onReprendre, tableauDeBord }: Echec) {
  const [, aller] = useLocation();
  const [numero, setNumero] = useState<string | null>(null);
  useEffect(() => {
    let montree = true;
    const { message, stack = '' } = cause instanceof Error ? cause : new Error(String(cause));
    const page = window.location.hash.slice(0, 300);
    api.session
      .signalerErreur({ message: message.slice(0, 1000), pile: stack.slice(0, 10_000), page })
      // Sans réponse, la page dit le reste : il n’y a rien de plus à tenter.
      .then(
        (reponse) => montree && setNumero(reponse.numero),
        () => {},
      );
    return () => {
      montree = false;
    };
  }, [cause]);
  return (
    <Page titre="Cette page ne peut pas s’afficher">
      <Alerte ton="al" titre="Une erreur inattendue l’a arrêtée.">
        Tout ce qui était enregistré est en sûreté. Un texte tapé juste avant, et pas encore enregistré, est à vérifier.
      </Alerte>
      <p className="encre2">
        {`Rechargez la page, ou revenez au tableau de bord et continuez ailleurs. Si l’erreur revient, signalez-la${numero === null ? '' : ` avec son numéro : ${numero}`}.`}
      </p>
      <div className="rangee">
        <Bouton genre="principal" icone="recharger" onClick={() => window.location.reload()}>
          Recharger la page
        </Bouton>
        <Bouton
          onClick={() => {
            aller(tableauDeBord);
            onReprendre();
          }}
        >
          Revenir au tableau de bord
        </Bouton>
      </div>
    </Page>
  );
}

/** Autour du contenu : le cadre reste, on peut aller ailleurs. */
export function GardeDePage({ children }: { readonly children: ReactNode }) {
  const [chemin] = useLocation();
  const campagneId = useCampagneCourante();
  const tableauDeBord = campagneId === null ? chemins.accueil : chemins.tableauDeBord(campagneId);
  return (
    <Garde
      ici={chemin}
      renderErreur={(cause, reprendre) => (
        <PageEnErreur cause={cause} onReprendre={reprendre} tableauDeBord={tableauDeBord} />
      )}
    >
      {children}
    </Garde>
  );
}

/** Autour de tout le reste, cadre et session compris : le dernier recours. */
export function GardeDeFenetre({ children }: { readonly children: ReactNode }) {
  const [chemin] = useLocation();
  return (
    <Garde
      ici={chemin}
      renderErreur={(cause, reprendre) => (
        <main className="cadre-contenu">
          <PageEnErreur cause={cause} onReprendre={reprendre} tableauDeBord={chemins.accueil} />
        </main>
      )}
    >
      {children}
    </Garde>
  );
}
