import { useQuery } from '@tanstack/react-query';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { useSession } from '../../../contexte.tsx';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { ChampDate } from '../../../ui/Champs.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { DepotDeFichier } from '../../../ui/DepotDeFichier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { Tableau } from '../../../ui/Tableau.tsx';
import { ApercuDuRetour } from './ApercuDuRetour.tsx';
import { useRetour } from './use-retour.ts';

/** Ce que l’agence comptable renvoie : la liste des payés et des rejetés, rapprochée ligne à ligne des lots. */
export function OngletRetours({ campagneId }: { readonly campagneId: number }) {
  const { hote } = useSession();
  const retour = useRetour(campagneId);
  const { apercu, fait } = retour;
  return (
    <Defile libelle="Retours de paiement" className="paiements-fichiers">
      {retour.erreur !== null && (
        <Alerte ton="al" titre="Rien n’a été noté.">
          {retour.erreur}
        </Alerte>
      )}
      {retour.progression && <Progression {...retour.progression} />}
      {fait !== null && (
        <Alerte
          ton="ok"
          titre={`${pluriel(fait.payees, 'ligne notée payée', 'lignes notées payées')}, ${pluriel(fait.rejetees, 'rejetée')}.`}
          actions={
            <Bouton taille="petite" onClick={retour.recommencer}>
              Rapprocher une autre liste
            </Bouton>
          }
        >
          {[
            fait.soldes.length > 0 ? `Lot soldé : ${fait.soldes.join(', ')}.` : '',
            fait.rejetees > 0 ? 'Les échéances rejetées sont rendues : elles attendent un nouveau lot.' : '',
            fait.laissees > 0 ? `${pluriel(fait.laissees, 'ligne laissée', 'lignes laissées')} de côté.` : '',
            'La liste est gardée, et nommée au journal.',
          ].join(' ')}
        </Alerte>
      )}
      {apercu !== null && <ApercuDuRetour apercu={apercu} retour={retour} />}
      {apercu === null && fait === null && (
        <Carte titre="Rapprocher une liste de paiements">
          <div className="colonne">
            <ChampDate
              libelle="Date de paiement, pour les lignes qui n’en portent pas"
              valeur={retour.date}
              onChange={retour.dater}
            />
            <DepotDeFichier
              titre="Déposez la liste de l’agence comptable"
              enCours={retour.occupe}
              libelleBouton="Choisir la liste…"
              onFichiers={([fichier]) =>
                retour.deposer(async () => (fichier === undefined ? null : api.fichiersLot.deposer({ fichier })))
              }
              {...(hote === 'bureau' ? { onChoisir: () => retour.deposer(() => api.fichiersLot.choisir()) } : {})}
            >
              <p>
                Excel, LibreOffice ou CSV : « montant », et de quoi désigner chaque ligne (n° de lot et rang, n° de
                tiers, SIRET, IBAN ou référence de bout en bout) ; date, référence, statut « payé » ou « rejeté »,
                motif.
              </p>
              <p>Vous verrez le sort de chaque ligne avant que rien ne soit noté.</p>
            </DepotDeFichier>
          </div>
        </Carte>
      )}
      <DejaRapprochees campagneId={campagneId} />
    </Defile>
  );
}

function DejaRapprochees({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.fichiersLot.retours.queryOptions({ input: { campagneId } }));
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data || data.length === 0) return null;
  return (
    <Carte titre="Listes déjà rapprochées" plein>
      <Tableau
        libelle="Listes déjà rapprochées"
        colonnes={[
          { code: 'instant', titre: 'Quand', largeur: '170px', rendu: (r) => formaterInstant(r.instant) },
          { code: 'lot', titre: 'Lot', largeur: '90px', rendu: (r) => r.numeroLot },
          { code: 'nom', titre: 'Fichier', passe: true, rendu: (r) => r.nom },
          { code: 'agent', titre: 'Par', rendu: (r) => r.agent },
          { code: 'payees', titre: 'Payées', largeur: '80px', nombre: true, rendu: (r) => r.payees },
          { code: 'rejetees', titre: 'Rejetées', largeur: '80px', nombre: true, rendu: (r) => r.rejetees },
        ]}
        lignes={data}
        cle={(r) => r.id}
      />
    </Carte>
  );
}
