import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { BadgeDecision, BadgePile } from '../../ui/Badge.tsx';
import { Page } from '../../ui/Page.tsx';
import { AvisDonnes } from './AutourDuDossier.tsx';
import { Motivations, origineDuMontant } from './CollectifsEnSeance.tsx';
import './copil.css';
import { Axes } from './DossierEnSeance.tsx';
import { EnTeteSeance } from './EnTeteSeance.tsx';
import { seanceDeLAdresse } from './PageSeance.tsx';
import { PiedEnveloppe } from './PiedEnveloppe.tsx';
import { diffuser, ecouterProjecteur } from './projecteur.ts';
import './projection.css';
import './seance.css';

/** Ce que l’écran de l’agent montre : sa séance, son dossier. */
function useSuivi(seanceId: number | undefined) {
  const requetes = useQueryClient();
  const [suivi, setSuivi] = useState<{ readonly seanceId: number; readonly dossierId: number } | null>(null);
  useEffect(() => {
    const cesser = ecouterProjecteur((message) => {
      if (message.genre === 'dossier') setSuivi({ seanceId: message.seanceId, dossierId: message.dossierId });
      if (message.genre === 'change' || message.genre === 'dossier')
        void requetes.invalidateQueries({ queryKey: q.seances.key() });
    });
    diffuser({ genre: 'bonjour' });
    return cesser;
  }, [requetes]);
  return { seanceId: suivi?.seanceId ?? seanceId, dossierId: suivi?.dossierId };
}

function mesurer(): number {
  return Math.max(1, Math.min(window.innerWidth / 1280, window.innerHeight / 720));
}

/** Sur un grand écran, tout grandit : la salle lit de loin. */
function useEchelle(): number {
  const [echelle, setEchelle] = useState(mesurer);
  useEffect(() => {
    const relever = () => setEchelle(mesurer());
    window.addEventListener('resize', relever);
    return () => window.removeEventListener('resize', relever);
  }, []);
  return echelle;
}

function UnCollectif({ collectif }: { readonly collectif: Collectif }) {
  const { lettre, niveau, libelle, effectif, lieu, decision, droitCentimes } = collectif;
  return (
    <li className="seance-collectif projection-collectif">
      <b className="seance-lettre">{lettre}</b>
      <span className="seance-qui">
        <span className="g5 elide">{niveau === null ? libelle : LIBELLES_NIVEAU_SCOLAIRE[niveau]}</span>
        <span className="seance-16 encre2 elide">
          {[effectif === null ? null : pluriel(effectif, 'enfant'), lieu].filter((part) => part).join(', ')}
        </span>
      </span>
      <span className="seance-montant">
        {formaterEuros(decision === null ? droitCentimes : decision.montantCentimes)}
        <span className="seance-16 encre2">{origineDuMontant(collectif)}</span>
      </span>
      <BadgeDecision nature={decision?.nature ?? null} />
    </li>
  );
}

/**
 * La séance pour la salle, dans une seconde fenêtre : elle suit l’écran de l’agent, sans commande ni donnée personnelle (ni
 * commentaire des lecteurs, ni points à débattre, ni nom de qui se déporte).
 */
export function PageProjection({ campagneId }: { readonly campagneId: number }) {
  const [requete] = useSearchParams();
  const echelle = useEchelle();
  const { seanceId, dossierId } = useSuivi(seanceDeLAdresse(requete));
  const input = seanceId === undefined ? { campagneId } : { campagneId, seanceId };
  const { data: etat, error } = useQuery(q.seances.lire.queryOptions({ input }));
  const nom = etat?.dossiers.find(({ id }) => id === dossierId)?.structure.raisonSociale;
  useEffect(() => {
    document.title = nom === undefined ? 'Séance projetée — Clas' : `${nom} — séance projetée`;
  }, [nom]);
  if (error && !etat)
    return (
      <Page titre="Séance projetée">
        <Alerte ton="al">{messageErreur(error)}</Alerte>
      </Page>
    );
  if (!etat)
    return (
      <Page titre="Séance projetée">
        <Chargement />
      </Page>
    );
  const dossier = etat.dossiers.find(({ id }) => id === dossierId) ?? etat.dossiers[0];
  if (etat.seance === null || dossier === undefined)
    return (
      <Page titre="Séance projetée">
        <EtatVide titre="Aucun dossier à montrer" icone="decision">
          Ouvrez la séance dans l’autre fenêtre : celle-ci la suivra.
        </EtatVide>
      </Page>
    );
  const { structure, communeNom, numero, note, pile } = dossier;
  return (
    <div className="seance projection" style={{ zoom: echelle }}>
      <EnTeteSeance campagneId={campagneId} etat={etat} seance={etat.seance} place={etat.dossiers.indexOf(dossier)} />
      <div className="seance-corps">
        <section className="seance-gauche" aria-label="Dossier">
          <p className="seance-16 encre2">{`n° ${numero}${communeNom === null ? '' : ` · ${communeNom}`}`}</p>
          <h1>{structure.raisonSociale || 'Structure sans nom'}</h1>
          <p className="seance-16 encre2">
            {`${pluriel(dossier.collectifs, 'collectif')}, ${pluriel(dossier.effectif, 'enfant')}`}
          </p>
          <div className="seance-note">
            <b>{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</b>
            <span className="encre2">{note.complete ? 'sur 100' : 'partielle'}</span>
            <BadgePile pile={pile} />
          </div>
          <Axes note={note} />
        </section>
        <div className="seance-milieu">
          <section className="seance-droite" aria-label="Collectifs et décisions" aria-live="polite">
            <ul className="seance-liste">
              {dossier.listeCollectifs.map((collectif) => (
                <UnCollectif key={collectif.id} collectif={collectif} />
              ))}
            </ul>
            <Motivations dossier={dossier} motifs={etat.motifs} modifiable={false} />
          </section>
          {dossier.recusations.length > 0 && (
            <p className="seance-deport encre2">
              {`${pluriel(dossier.recusations.length, 'membre')} ne ${dossier.recusations.length > 1 ? 'prennent' : 'prend'} pas part à la décision.`}
            </p>
          )}
          {dossier.avis.length > 0 && <AvisDonnes avis={dossier.avis} avecTexte={false} />}
        </div>
      </div>
      <PiedEnveloppe enveloppe={etat.enveloppe} dossier={dossier} etat={etat} />
    </div>
  );
}
