import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { EtatSeance, MembreDeSeance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { alerteQuorum, direQuorum, quorumSans } from '../../../shared/domaine/quorum.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { Jauge } from '../../ui/Jauge.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { BarreEnveloppe } from './BarreEnveloppe.tsx';
import { DialoguePresences } from './DialoguePresences.tsx';
import type { GestesDeSeance } from './gestes-de-seance.ts';
import { INSTITUTIONS, ORDRES, PRESENCES } from './libelles-copil.ts';
import { recevoirSeance } from './use-seance.ts';

function Membres({ membres }: { readonly membres: readonly MembreDeSeance[] }) {
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
              {siens.map(({ id, nom, fonction, presence }) => (
                <li key={id} className="copil-membre-dit">
                  {presence !== null && (
                    <span className="invisible">{`${PRESENCES.find((p) => p.valeur === presence)?.libelle} : `}</span>
                  )}
                  {presence !== null && (
                    <Signe
                      nom={PRESENCES.find((p) => p.valeur === presence)?.signe ?? 'vide'}
                      taille={12}
                      className={presence === 'present' ? 'ok' : 'encre3'}
                    />
                  )}
                  <span>
                    {nom}
                    {fonction !== '' && <span className="encre2">{`, ${fonction}`}</span>}
                  </span>
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
  readonly campagneId: number;
  readonly onReglages: () => void;
  readonly onPresence: GestesDeSeance['presence'];
}

/** À droite de l’ordre du jour : avancement, enveloppe, séance et membres. */
export function PanneauSeance({ campagneId, etat, onReglages, onPresence }: Props) {
  const { seance, decides, total } = etat;
  const requetes = useQueryClient();
  const [, setRequete] = useSearchParams();
  const [presences, setPresences] = useState(false);
  const quorum = seance === null ? null : quorumSans(seance);
  const alerte = quorum === null || quorum.etat !== 'manque' ? null : alerteQuorum(quorum);
  const dit = quorum === null ? '' : direQuorum(quorum);
  const effacement = useMutation({
    mutationFn: (seanceId: number) => api.seances.supprimer({ seanceId }),
    onSuccess: (suite) => {
      setRequete((avant) => new URLSearchParams([...avant].filter(([nom]) => nom !== 'seance')), { replace: true });
      recevoirSeance(requetes, campagneId, suite);
      if (suite.seance === null) void requetes.invalidateQueries();
      notifier('Séance effacée.');
    },
  });
  async function effacer(): Promise<void> {
    if (seance === null) return;
    const oui = await confirmer({
      titre: 'Effacer cette séance',
      texte: `La séance du ${formaterDateLongue(seance.date)}, ses membres et son ordre du jour s’effacent ; le journal les garde.`,
      action: 'Effacer',
      danger: true,
    });
    if (oui) effacement.mutate(seance.id);
  }
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
            {alerte !== null && (
              <p className="rangee serree">
                <Signe nom="attention" className="att" />
                {alerte}
              </p>
            )}
            <div className="copil-liste-membres">
              <Membres membres={seance.membres} />
            </div>
            {seance.membres.length > 0 && (
              <div className="rangee passe">
                <Bouton taille="petite" icone="agents" onClick={() => setPresences(true)}>
                  Présences…
                </Bouton>
                <span className="encre2 t12">{dit}</span>
              </div>
            )}
            {seance.etat === 'preparee' && (
              <div>
                <Bouton taille="petite" genre="danger" enCours={effacement.isPending} onClick={() => void effacer()}>
                  Effacer cette séance…
                </Bouton>
              </div>
            )}
            {effacement.error && <Alerte ton="al">{messageErreur(effacement.error)}</Alerte>}
            {presences && (
              <DialoguePresences seance={seance} onPresence={onPresence} onFermer={() => setPresences(false)} />
            )}
          </>
        )}
      </Carte>
    </Defile>
  );
}
