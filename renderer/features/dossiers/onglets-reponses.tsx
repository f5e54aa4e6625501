import type { Dossier } from '../../../shared/contract/dossiers.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { AnomaliesSansReponse, Reponses } from './Reponses.tsx';

interface Props {
  readonly dossier: Dossier;
  readonly anomalies: AnomaliesDuDossier;
}

const ETATS_BANQUE = {
  a_verifier: ['att', 'attention', 'À confirmer avant tout paiement'],
  verifie: ['ok', 'fait', 'Confirmé'],
  bloque: ['al', 'cadenas', 'Bloqué'],
} as const;

function Couples({ couples }: { readonly couples: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className="couples a-gauche">
      {couples.map(([terme, valeur]) => (
        <div key={terme} className="dossiers-couple">
          <dt>{terme}</dt>
          <dd>{valeur || <span className="encre3">non renseigné</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Qui demande : réponses du porteur, et la structure telle que la base la connaît. */
export function OngletIdentite({ dossier, anomalies }: Props) {
  const { structure, contacts, banque, reponses } = dossier;
  const lieu = [contacts.codePostal, contacts.communeSiege].filter((part) => part !== null).join(' ');
  return (
    <div className="dossiers-deux">
      <div className="colonne">
        <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('identite')} />
        <Carte titre="Réponses du porteur">
          <Reponses
            reponses={reponses.filter(({ section }) => section === 'identite')}
            anomalies={anomalies}
            vide="Le fichier importé ne dit rien de la structure."
          />
        </Carte>
      </div>
      <div className="colonne">
        <Carte titre="Structure" sousTitre="commune à toutes ses campagnes">
          <Couples
            couples={[
              ['Raison sociale', structure.raisonSociale],
              ['SIRET', structure.siret],
              ...(structure.siret === null ? [['SIRET écrit', structure.siretDeclare] as const] : []),
              ['RNA', structure.rna],
              ['Forme', structure.formeJuridique],
              ['Adresse', [contacts.adresse, lieu].filter((part) => part !== null && part !== '').join(', ') || null],
              ['Représentant', contacts.representant],
              ['Coordinateur', contacts.coordinateur],
              ['Téléphone', contacts.telephone],
              ['Courriel', contacts.courriel],
            ]}
          />
        </Carte>
        <Carte titre="Compte bancaire">
          {banque === null ? (
            <p className="encre2">Aucun IBAN lisible dans la réponse : demandez un RIB au porteur.</p>
          ) : (
            <>
              <Couples
                couples={[
                  ['Titulaire', banque.titulaire],
                  ['IBAN', banque.iban.replaceAll(/(.{4})(?=.)/g, '$1\u00a0')],
                  ['BIC', banque.bic],
                ]}
              />
              <div>
                <Badge ton={ETATS_BANQUE[banque.etat][0]} signe={ETATS_BANQUE[banque.etat][1]}>
                  {ETATS_BANQUE[banque.etat][2]}
                </Badge>
              </div>
            </>
          )}
        </Carte>
      </div>
    </div>
  );
}

/** Ce que le porteur veut faire, et les réponses que Clas n’utilise pas. */
export function OngletProjet({ dossier, anomalies }: Props) {
  const autres = dossier.reponses.filter(({ section }) => section === 'autres');
  return (
    <div className="colonne">
      <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('projet')} />
      <Carte titre="Projet" {...(dossier.intitule === null ? {} : { sousTitre: dossier.intitule })}>
        <Reponses
          reponses={dossier.reponses.filter(({ section }) => section === 'projet')}
          anomalies={anomalies}
          vide="Le fichier importé ne décrit pas le projet : vérifiez les colonnes à l’import."
        />
      </Carte>
      {autres.length > 0 && (
        <details className="carte dossiers-autres">
          <summary>
            {`Autres réponses du fichier (${formaterEntier(autres.length)})`}
            <span className="encre3 t12"> colonnes que Clas n’utilise pas dans ses calculs</span>
          </summary>
          <div className="interieur">
            <Reponses reponses={autres} anomalies={anomalies} vide="" />
          </div>
        </details>
      )}
    </div>
  );
}
