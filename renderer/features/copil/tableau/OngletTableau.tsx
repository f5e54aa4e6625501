import type { EtatSeance } from '../../../../shared/contract/seances.ts';
import { api } from '../../../api.ts';
import { useSession } from '../../../contexte.tsx';
import { useProduction } from '../../../produire.ts';
import { Alerte, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { DepotDeFichier } from '../../../ui/DepotDeFichier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import type { DeLOnglet } from '../onglets.tsx';
import { ApercuDuTableau } from './ApercuDuTableau.tsx';
import { DecisionsAppliquees } from './DecisionsAppliquees.tsx';
import { ListeDs } from './ListeDs.tsx';
import './tableau.css';
import { useTableau } from './use-tableau.ts';

/** Décider dans un tableur : emporter le tableau, le relire, puis porter les décisions sur le portail. */
export function OngletTableau({ etat }: DeLOnglet) {
  if (etat.seance === null)
    return (
      <EtatVide titre="Aucune séance préparée" icone="decision">
        Le tableau du Copil suit l’ordre du jour d’une séance : préparez-la d’abord.
      </EtatVide>
    );
  return <Tableau key={etat.seance.id} seance={etat.seance} />;
}

function Tableau({ seance }: { readonly seance: NonNullable<EtatSeance['seance']> }) {
  const { hote } = useSession();
  const reprise = useTableau(seance.id);
  const production = useProduction('tableau-copil');
  const erreur = production.erreur ?? reprise.erreur;
  return (
    <div className="colonne remplit tableau-copil">
      {erreur !== null && (
        <Alerte
          ton="al"
          titre={production.erreur === null ? 'Rien n’a été écrit.' : 'Le tableau n’a pas pu être produit.'}
        >
          {erreur}
        </Alerte>
      )}
      {[production.progression, reprise.progression].map(
        (progression, rang) =>
          progression !== null && (
            <div key={rang === 0 ? 'produire' : 'lire'} className="carte interieur">
              <Progression {...progression} />
            </div>
          ),
      )}
      {reprise.faite !== null ? (
        <DecisionsAppliquees faite={reprise.faite} onSuite={reprise.recommencer} />
      ) : reprise.apercu !== null ? (
        <ApercuDuTableau apercu={reprise.apercu} reprise={reprise} />
      ) : (
        <Defile libelle="Décider dans un tableur" className="tableau-copil-etapes">
          <Carte
            titre="1. Emporter le tableau"
            actions={
              <Bouton
                genre="principal"
                icone="tableur"
                enCours={production.enCours}
                onClick={() =>
                  production.produire((signal) => api.tableaux.produire({ seanceId: seance.id }, { signal }))
                }
              >
                Tableau du Copil (Excel)
              </Bouton>
            }
          >
            <p className="encre2">
              Une ligne par collectif dans l’ordre du jour, les décisions à choisir dans une liste, l’enveloppe qui se
              recalcule, un mode d’emploi.
            </p>
          </Carte>
          <Carte titre="2. Relire le tableau rempli">
            <DepotDeFichier
              titre="Déposez le tableau rempli"
              enCours={reprise.occupe}
              onFichiers={reprise.deposer}
              libelleBouton="Choisir le tableau…"
              {...(hote === 'bureau' ? { onChoisir: reprise.choisir } : {})}
            >
              <p>
                {
                  'Le nôtre, rendu par Excel ou LibreOffice, en .xlsx, .ods ou .csv ; ou un tableau avec « N° dossier », « Collectif » et « Décision ».'
                }
              </p>
              <p>Vous verrez chaque décision avant d’écrire ; aucune ligne n’est appliquée à moitié.</p>
            </DepotDeFichier>
          </Carte>
          <ListeDs seanceId={seance.id} />
        </Defile>
      )}
    </div>
  );
}
