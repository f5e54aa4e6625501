import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Seance } from '../../../../shared/contract/seances.ts';
import { api, q } from '../../../api.ts';
import { useProduction } from '../../../produire.ts';
import { Alerte, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import type { DeLOnglet } from '../onglets.tsx';
import './dossier-de-seance.css';
import { ChoixDuContenu } from './ChoixDuContenu.tsx';
import { DerniersProduits } from './DerniersProduits.tsx';
import { resumer } from './resumer.ts';
import { useChoix } from './use-choix.ts';

/** Le dossier de séance : ce qu’il contient, dans quel ordre, pour qui, et ceux déjà produits. */
export function OngletDossier({ campagneId, etat }: DeLOnglet) {
  if (etat.seance === null) {
    return (
      <EtatVide titre="Aucune séance préparée" icone="imprimer">
        Le dossier de séance porte la date, le lieu et l’ordre du jour d’une séance : préparez-la d’abord.
      </EtatVide>
    );
  }
  return <DossierDe campagneId={campagneId} etat={etat} seance={etat.seance} />;
}

function DossierDe({ campagneId, etat, seance }: Pick<DeLOnglet, 'campagneId' | 'etat'> & { readonly seance: Seance }) {
  const { choix, changer } = useChoix(campagneId);
  const production = useProduction('dossier-de-seance-choisi');
  const requetes = useQueryClient();
  const { pages, fiches } = resumer(etat, seance, choix);

  // Une production finie s’ajoute à la liste de ceux déjà produits.
  useEffect(() => {
    if (!production.enCours) void requetes.invalidateQueries({ queryKey: q.dossierDeSeance.produits.key() });
  }, [production.enCours, requetes]);

  function produire(): void {
    production.produire((signal) => api.seances.dossierDeSeance({ seanceId: seance.id, ...choix }, { signal }));
  }

  return (
    <div className="dossier-seance">
      <Carte
        titre="Contenu"
        className="dossier-seance-choix"
        pied={
          <div className="rangee">
            <span className="encre2">{`Environ ${pages}\u00A0pages, dont ${fiches} de fiches`}</span>
            <span className="a-droite">
              <Bouton genre="principal" onClick={produire} enCours={production.enCours}>
                {choix.allege ? 'Produire la version allégée (PDF)' : 'Produire le dossier (PDF)'}
              </Bouton>
            </span>
          </div>
        }
      >
        {production.progression && (
          <Progression {...production.progression} unite="fiche" onAnnuler={production.arreter} />
        )}
        {production.erreur !== null && (
          <Alerte ton="al" titre="Le dossier de séance n’a pas pu être produit.">
            {production.erreur}
          </Alerte>
        )}
        <ChoixDuContenu etat={etat} seance={seance} choix={choix} onChange={changer} />
      </Carte>
      <DerniersProduits seanceId={seance.id} />
    </div>
  );
}
