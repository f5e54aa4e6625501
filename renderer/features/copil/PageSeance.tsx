import { useEffect, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance, Seance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur } from '../../api.ts';
import { chemins, useAgent, useSession } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { Page } from '../../ui/Page.tsx';
import { useRaccourcis } from '../../ui/raccourcis.ts';
import { ChercherDossier } from './ChercherDossier.tsx';
import { CollectifsEnSeance } from './CollectifsEnSeance.tsx';
import './copil.css';
import { type AMotiver, DialogueMotif } from './DialogueMotif.tsx';
import { DossierEnSeance } from './DossierEnSeance.tsx';
import { DECISIONS } from './libelles-copil.ts';
import { PiedEnveloppe } from './PiedEnveloppe.tsx';
import './seance.css';
import { useSeance } from './use-seance.ts';
import { aDecider } from './VoteGroupe.tsx';

type GestesDeSeance = ReturnType<typeof useSeance>;

/** La séance projetée : un dossier par écran, une touche par décision. */
export function PageSeance({ campagneId }: { readonly campagneId: number }) {
  const agent = useAgent();
  const gestes = useSeance(campagneId, `${agent.prenom} ${agent.nom}`);
  const { etat, erreur } = gestes;
  const [requete] = useSearchParams();
  if (erreur && !etat) {
    return (
      <Page titre="Séance">
        <Alerte ton="al" titre="La séance n’a pas pu être lue.">
          {messageErreur(erreur)}
        </Alerte>
      </Page>
    );
  }
  if (!etat) {
    return (
      <Page titre="Séance">
        <Chargement />
      </Page>
    );
  }
  const voulu = Number(requete.get('dossier'));
  const { seance } = etat;
  const dossier =
    etat.dossiers.find(({ id }) => id === voulu) ??
    etat.dossiers.find((un) => aDecider(un).length > 0) ??
    etat.dossiers[0];
  if (seance === null || dossier === undefined) {
    return (
      <Page titre="Séance">
        <EtatVide
          titre={seance === null ? 'La séance n’est pas préparée' : 'Aucun dossier à l’ordre du jour'}
          icone="decision"
          actions={
            <Link href={chemins.copil(campagneId)} className="btn btn-principal">
              Préparer la séance
            </Link>
          }
        >
          Donnez sa date, ses membres et son ordre du jour : les dossiers s’y présenteront un par un.
        </EtatVide>
      </Page>
    );
  }
  return (
    <EcranDeSeance
      key={dossier.id}
      campagneId={campagneId}
      etat={etat}
      seance={seance}
      dossier={dossier}
      gestes={gestes}
    />
  );
}

interface DecisionPortee {
  readonly dossier: DossierDeSeance;
  readonly collectif: Collectif;
}

/** La décision la plus récente de toute la séance, et le collectif qui la porte. */
function derniereDecision({ dossiers }: EtatSeance): DecisionPortee | null {
  let derniere: (DecisionPortee & { readonly instant: string }) | null = null;
  for (const dossier of dossiers) {
    for (const collectif of dossier.listeCollectifs) {
      const instant = collectif.decision?.instant;
      if (instant !== undefined && (derniere === null || instant >= derniere.instant))
        derniere = { dossier, collectif, instant };
    }
  }
  return derniere;
}

function Horloge() {
  const [maintenant, setMaintenant] = useState(() => new Date());
  useEffect(() => {
    const minuteur = setInterval(() => setMaintenant(new Date()), 5000);
    return () => clearInterval(minuteur);
  }, []);
  const deux = (nombre: number) => String(nombre).padStart(2, '0');
  return <time>{`${maintenant.getHours()}\u00a0h\u00a0${deux(maintenant.getMinutes())}`}</time>;
}

function EnTete({ campagneId, etat, seance, place, gestes }: Omit<DeLEcran, 'dossier'> & { readonly place: number }) {
  const { campagnes } = useSession();
  const annee = campagnes.find(({ id }) => id === campagneId)?.anneeScolaire ?? '';
  return (
    <header className="seance-tete">
      <b>{`Copil Clas ${annee}`}</b>
      <span>{formaterDateLongue(seance.date)}</span>
      {seance.membres.length > 0 && <span>{pluriel(seance.membres.length, 'membre')}</span>}
      <output className="a-droite encre2">{gestes.enAttente > 0 ? 'enregistrement…' : 'tout est enregistré'}</output>
      <span>{pluriel(etat.decides, 'dossier décidé', 'dossiers décidés')}</span>
      <span>
        Dossier <b>{place + 1}</b> sur <b>{etat.total}</b>
      </span>
      <Horloge />
    </header>
  );
}

interface DeLEcran {
  readonly campagneId: number;
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly dossier: DossierDeSeance;
  readonly gestes: GestesDeSeance;
}

type Ouvert =
  | { readonly genre: 'motif'; readonly collectif: Collectif; readonly aMotiver: AMotiver }
  | { readonly genre: 'recherche' };

function EcranDeSeance({ campagneId, etat, seance, dossier, gestes }: DeLEcran) {
  const [, aller] = useLocation();
  const [requete, setRequete] = useSearchParams();
  const collectifs = dossier.listeCollectifs;
  const [courantId, setCourantId] = useState(() => (aDecider(dossier)[0] ?? collectifs[0])?.id ?? null);
  const [ouvert, setOuvert] = useState<Ouvert | null>(null);
  const rang = Math.max(
    0,
    collectifs.findIndex(({ id }) => id === courantId),
  );
  const courant = collectifs[rang];
  const place = etat.dossiers.findIndex(({ id }) => id === dossier.id);
  const precedent = etat.dossiers[place - 1];
  const suivant = etat.dossiers[place + 1];
  const derniere = derniereDecision(etat);
  useEffect(() => {
    document.title = `Séance : ${dossier.structure.raisonSociale} — Clas`;
  }, [dossier.structure.raisonSociale]);

  const sansAdresse = requete.get('dossier') === null;
  useEffect(() => {
    // Le dossier choisi à l’arrivée reste sous les yeux une fois décidé : l’adresse le retient.
    if (sansAdresse) setRequete({ dossier: String(dossier.id) }, { replace: true });
  }, [sansAdresse, setRequete, dossier.id]);

  const ouvrir = (autre: DossierDeSeance | undefined) => {
    if (autre) setRequete({ dossier: String(autre.id) }, { replace: true });
  };
  const quitter = () => aller(chemins.copil(campagneId));

  function deplacer(sens: 1 | -1): void {
    const cible = collectifs[rang + sens];
    if (cible) setCourantId(cible.id);
  }

  /** Après une décision, le collectif suivant qui attend la sienne, dans ce dossier. */
  function avancer(decides: readonly number[]): void {
    const reste = collectifs.filter(({ id, decision }) => decision === null && !decides.includes(id));
    const apres = reste.find((collectif) => collectif.rang > (courant?.rang ?? 0)) ?? reste[0];
    if (apres) setCourantId(apres.id);
  }

  function decider(collectif: Collectif, nature: NatureDecision): void {
    setCourantId(collectif.id);
    const actuelle = collectif.decision;
    if (nature === 'agree') {
      if (actuelle?.nature !== 'agree')
        gestes.decider({ collectifIds: [collectif.id], nature, motif: null, texte: '' });
      avancer([collectif.id]);
      return;
    }
    const reprise = actuelle?.nature === nature ? actuelle : { motif: null, texte: '' };
    const aMotiver = { nature, lettre: collectif.lettre, motif: reprise.motif, texte: reprise.texte };
    setOuvert({ genre: 'motif', collectif, aMotiver });
  }

  const deciderCourant = (nature: NatureDecision) => {
    if (courant) decider(courant, nature);
  };

  function modifier(): void {
    const cible = courant?.decision && courant.decision.nature !== 'agree' ? courant : undefined;
    const repli = collectifs.find(({ decision }) => decision !== null && decision.nature !== 'agree');
    const collectif = cible ?? repli;
    if (collectif?.decision) decider(collectif, collectif.decision.nature);
  }

  async function annuler(cible: DecisionPortee | null): Promise<void> {
    const decision = cible?.collectif.decision;
    if (!cible || !decision) return;
    const { lettre, id } = cible.collectif;
    const motif = await demanderMotif({
      titre: 'Annuler une décision',
      texte: `${cible.dossier.structure.raisonSociale}, collectif ${lettre} : « ${LIBELLES_DECISION[decision.nature]} ». Elle restera dans l’historique avec ce motif.`,
      action: 'Annuler la décision',
    });
    if (motif === null) return;
    gestes.annuler(id, motif);
    if (cible.dossier.id === dossier.id) setCourantId(id);
    else ouvrir(cible.dossier);
  }

  const chercher = () => setOuvert({ genre: 'recherche' });
  useActions([
    ...DECISIONS.map(
      ({ nature, touche }): Action => ({
        code: `seance.${nature}`,
        libelle: LIBELLES_DECISION[nature],
        raccourci: touche,
        executer: () => deciderCourant(nature),
      }),
    ),
    {
      code: 'seance.sans_suite',
      libelle: 'Classer sans suite',
      raccourci: 'C',
      executer: () => deciderCourant('sans_suite'),
    },
    { code: 'seance.modifier', libelle: 'Modifier le motif', raccourci: 'M', executer: modifier },
    {
      code: 'seance.annuler-derniere',
      libelle: 'Annuler la dernière décision',
      raccourci: 'Ctrl+Z',
      executer: () => void annuler(derniere),
    },
    {
      code: 'seance.annuler',
      libelle: 'Annuler la décision de ce collectif',
      raccourci: 'Suppr',
      executer: () => void annuler(courant ? { dossier, collectif: courant } : null),
    },
    { code: 'seance.haut', libelle: 'Collectif précédent', raccourci: 'Haut', executer: () => deplacer(-1) },
    { code: 'seance.bas', libelle: 'Collectif suivant', raccourci: 'Bas', executer: () => deplacer(1) },
    { code: 'seance.gauche', libelle: 'Dossier précédent', raccourci: 'Gauche', executer: () => ouvrir(precedent) },
    { code: 'seance.droite', libelle: 'Dossier suivant', raccourci: 'Droite', executer: () => ouvrir(suivant) },
    { code: 'seance.chercher', libelle: 'Chercher un dossier (ou /)', raccourci: 'Ctrl+F', executer: chercher },
    { code: 'seance.quitter', libelle: 'Quitter la séance', raccourci: 'Échap', executer: quitter },
  ]);
  useRaccourcis({ '/': chercher, 'Maj+/': chercher });

  return (
    <div className="seance">
      <EnTete campagneId={campagneId} etat={etat} seance={seance} place={place} gestes={gestes} />
      <div className="seance-corps">
        <DossierEnSeance dossier={dossier} />
        <div className="seance-milieu">
          {gestes.echec && (
            <Alerte
              ton="al"
              titre="Non enregistré."
              actions={
                <Bouton onClick={gestes.echec.gardee ? gestes.hater : gestes.oublierEchec}>
                  {gestes.echec.gardee ? 'Réessayer' : 'Compris'}
                </Bouton>
              }
            >
              {gestes.echec.message}
            </Alerte>
          )}
          <CollectifsEnSeance
            dossier={dossier}
            motifs={etat.motifs}
            courantId={courant?.id ?? null}
            onPrendre={setCourantId}
            onDecider={decider}
          />
        </div>
      </div>
      <PiedEnveloppe enveloppe={etat.enveloppe} dossier={dossier} />
      <footer className="seance-pied">
        <Bouton raccourci="Gauche" inactif={!precedent} onClick={() => ouvrir(precedent)}>
          <span className="elide">{precedent?.structure.raisonSociale ?? 'Premier dossier'}</span>
        </Bouton>
        <Bouton raccourci="Ctrl+Z" inactif={derniere === null} onClick={() => void annuler(derniere)}>
          Annuler la dernière
        </Bouton>
        <Bouton raccourci="C" inactif={!courant} onClick={() => deciderCourant('sans_suite')}>
          Classer sans suite
        </Bouton>
        <Bouton raccourci="/" onClick={chercher}>
          Chercher
        </Bouton>
        <Bouton raccourci="Échap" onClick={quitter}>
          Quitter
        </Bouton>
        <span className="a-droite encre2 elide">
          {suivant
            ? `${suivant.structure.raisonSociale}${suivant.communeNom === null ? '' : `, ${suivant.communeNom}`}`
            : 'dernier dossier'}
        </span>
        <Bouton genre="principal" raccourci="Droite" inactif={!suivant} onClick={() => ouvrir(suivant)}>
          Dossier suivant
        </Bouton>
      </footer>
      {ouvert?.genre === 'recherche' && (
        <ChercherDossier
          dossiers={etat.dossiers}
          onFermer={() => setOuvert(null)}
          onChoisir={(id) => {
            setOuvert(null);
            ouvrir(etat.dossiers.find((un) => un.id === id));
          }}
        />
      )}
      {ouvert?.genre === 'motif' && (
        <DialogueMotif
          aMotiver={ouvert.aMotiver}
          motifs={etat.motifs}
          collectifs={collectifs.length}
          onFermer={() => setOuvert(null)}
          onDecider={({ motif, texte, pourTous }) => {
            const collectifIds = pourTous ? collectifs.map(({ id }) => id) : [ouvert.collectif.id];
            gestes.decider({ collectifIds, nature: ouvert.aMotiver.nature, motif, texte });
            setOuvert(null);
            avancer(collectifIds);
          }}
        />
      )}
    </div>
  );
}
