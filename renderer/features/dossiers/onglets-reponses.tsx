import type { Dossier, Reponse } from '../../../shared/contract/dossiers.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Badge, Etat } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import type { AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { AnomaliesSansReponse, Reponses } from './Reponses.tsx';
import { Source } from './Source.tsx';

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

function colonnesPieces(reponses: readonly Reponse[]): readonly ColonneTableau<Dossier['pieces'][number]>[] {
  return [
    {
      code: 'etat',
      titre: 'État',
      largeur: '120px',
      rendu: ({ recue }) =>
        recue ? (
          <Etat ton="ok" signe="fait">
            Reçue
          </Etat>
        ) : (
          <Etat ton="att" signe="sablier">
            Attendue
          </Etat>
        ),
    },
    {
      code: 'libelle',
      titre: 'Pièce',
      largeur: '260px',
      rendu: ({ libelle }) => <span className="g5">{libelle}</span>,
    },
    { code: 'fichiers', titre: 'Fichier joint dans le portail', passe: true, rendu: ({ fichiers }) => fichiers },
    {
      code: 'source',
      titre: 'Cellule',
      largeur: '140px',
      rendu: ({ champ }) => {
        const reponse = reponses.find((une) => une.champ === champ);
        return reponse && <Source adresse={reponse.adresse} brut={reponse.brut} />;
      },
    },
  ];
}

/** Pièces attendues, et engagements signés. */
export function OngletPieces({ dossier, anomalies }: Props) {
  const reponses = dossier.reponses.filter(({ section }) => section === 'pieces');
  const engagements = reponses.filter(({ champ }) => !dossier.pieces.some((piece) => piece.champ === champ));
  return (
    <div className="colonne">
      <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('pieces')} />
      <Carte titre="Pièces demandées" plein>
        <Tableau
          libelle="Pièces demandées"
          lignes={dossier.pieces}
          cle={({ champ }) => champ}
          colonnes={colonnesPieces(reponses)}
          vide="La campagne ne demande aucune pièce."
        />
      </Carte>
      {engagements.length > 0 && (
        <Carte titre="Engagements">
          <Reponses reponses={engagements} anomalies={anomalies} vide="" />
        </Carte>
      )}
    </div>
  );
}
