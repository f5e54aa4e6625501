import type { EtatSeance, Membre } from '../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Jauge } from '../../ui/Jauge.tsx';
import { BarreEnveloppe } from './BarreEnveloppe.tsx';
import { INSTITUTIONS, ORDRES } from './libelles-copil.ts';

function Membres({ membres }: { readonly membres: readonly Membre[] }) {
  if (membres.length === 0) return <p className="encre3">Aucun membre saisi : le dossier de séance n’en citera pas.</p>;
  return (
    <>
      {INSTITUTIONS.map(({ valeur, libelle }) => {
        const siens = membres.filter(({ institution }) => institution === valeur);
        if (siens.length === 0) return null;
        return (
          <div key={valeur}>
            <h3>{libelle}</h3>
            <ul>
              {siens.map(({ nom, fonction }) => (
                <li key={`${nom}|${fonction}`}>
                  {nom}
                  {fonction !== '' && <span className="encre2">{`, ${fonction}`}</span>}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function CarteEnveloppe({ etat }: { readonly etat: EtatSeance }) {
  const { totalCentimes, engageCentimes, resteCentimes, enAttenteCentimes } = etat.enveloppe;
  const depasse = resteCentimes !== null && resteCentimes < 0;
  return (
    <Carte titre="Enveloppe">
      {totalCentimes === null ? (
        <p className="encre2">Cette campagne n’a pas d’enveloppe : fixez-la dans Paramètres.</p>
      ) : (
        <BarreEnveloppe
          total={totalCentimes}
          engage={engageCentimes}
          enCours={enAttenteCentimes}
          libelle={`Engagé ${formaterEuros(engageCentimes)}, en attente ${formaterEuros(enAttenteCentimes)}, sur ${formaterEuros(totalCentimes)}`}
        />
      )}
      <dl className="couples copil-chiffres">
        {totalCentimes !== null && (
          <>
            <dt>Total</dt>
            <dd>{formaterEuros(totalCentimes)}</dd>
          </>
        )}
        <dt>
          <i className="copil-cle copil-barre-engage" />
          Engagé
        </dt>
        <dd className="g6">{formaterEuros(engageCentimes)}</dd>
        <dt>
          <i className="copil-cle copil-barre-attente" />
          En attente
        </dt>
        <dd>{formaterEuros(enAttenteCentimes)}</dd>
        {resteCentimes !== null && (
          <>
            <dt>{depasse ? 'Dépassement' : 'Reste'}</dt>
            <dd className={depasse ? 'al g6' : 'accent g6'}>{formaterEuros(Math.abs(resteCentimes))}</dd>
          </>
        )}
      </dl>
    </Carte>
  );
}

interface Props {
  readonly etat: EtatSeance;
  readonly onReglages: () => void;
}

/** À droite de l’ordre du jour : avancement, enveloppe, séance et membres. */
export function PanneauSeance({ etat, onReglages }: Props) {
  const { seance, decides, total } = etat;
  return (
    <Defile libelle="Séance et enveloppe" className="copil-panneau">
      <Carte titre="Avancement">
        <div className="rangee">
          <span className="t20 g6">{decides}</span>
          <span className="encre2">{`sur ${pluriel(total, 'dossier')} décidés`}</span>
        </div>
        <Jauge valeur={decides} maximum={total} libelle={`${decides} dossiers décidés sur ${total}`} />
      </Carte>
      <CarteEnveloppe etat={etat} />
      <Carte
        titre="Séance"
        actions={
          <Bouton taille="petite" icone="modifier" onClick={onReglages}>
            {seance === null ? 'Préparer' : 'Modifier'}
          </Bouton>
        }
      >
        {seance === null ? (
          <p className="encre2">
            Donnez la date, le lieu, l’ordre du jour et les membres : les décisions se prennent ensuite en séance.
          </p>
        ) : (
          <>
            <div>
              <Badge
                ton={seance.etat === 'tenue' ? 'ok' : 'accent'}
                signe={seance.etat === 'tenue' ? 'fait' : 'en_cours'}
              >
                {seance.etat === 'tenue' ? 'Commencée' : 'Préparée'}
              </Badge>
            </div>
            <dl className="couples a-gauche">
              <dt>Date</dt>
              <dd>{formaterDateLongue(seance.date)}</dd>
              <dt>Heures</dt>
              <dd>{`de ${formaterHeure(seance.heureDebut)} à ${formaterHeure(seance.heureFin)}`}</dd>
              <dt>Lieu</dt>
              <dd>{seance.lieu || '—'}</dd>
              <dt>Présidence</dt>
              <dd>{seance.presidence || '—'}</dd>
              <dt>Ordre</dt>
              <dd>{ORDRES.find(({ valeur }) => valeur === seance.ordre)?.libelle}</dd>
            </dl>
            <div className="copil-liste-membres">
              <Membres membres={seance.membres} />
            </div>
          </>
        )}
      </Carte>
    </Defile>
  );
}
