import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance, Seance } from '../../../shared/contract/seances.ts';
import { LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { notifierErreur } from '../../ui/notifier.tsx';
import { useRaccourcis } from '../../ui/raccourcis.ts';
import { AutourDuDossier } from './AutourDuDossier.tsx';
import { lireBrouillon } from './brouillon-motif.ts';
import { CollectifsEnSeance } from './CollectifsEnSeance.tsx';
import { DialoguesDeSeance, type Ouvert } from './DialoguesDeSeance.tsx';
import { DossierEnSeance } from './DossierEnSeance.tsx';
import { EnTeteSeance } from './EnTeteSeance.tsx';
import { DECISIONS } from './libelles-copil.ts';
import { PiedEnveloppe } from './PiedEnveloppe.tsx';
import { PiedSeance } from './PiedSeance.tsx';
import { projeter } from './projecteur.ts';
import { usePleinEcran, useTaille } from './use-affichage.ts';
import type { useSeance } from './use-seance.ts';
import { aDecider } from './VoteGroupe.tsx';

type GestesDeSeance = ReturnType<typeof useSeance>;

interface DecisionPortee {
  readonly dossier: DossierDeSeance;
  readonly collectif: Collectif;
}

/** La décision la plus récente de cette séance, et le collectif qui la porte. */
function derniereDecision({ dossiers, seance }: EtatSeance): DecisionPortee | null {
  let derniere: (DecisionPortee & { readonly instant: string }) | null = null;
  for (const dossier of dossiers) {
    for (const collectif of dossier.listeCollectifs) {
      // Celle d’une autre séance ne s’annule pas d’ici.
      if (collectif.decision?.seanceId !== seance?.id) continue;
      const instant = collectif.decision?.instant;
      if (instant !== undefined && (derniere === null || instant >= derniere.instant))
        derniere = { dossier, collectif, instant };
    }
  }
  return derniere;
}

interface DeLEcran {
  readonly campagneId: number;
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly dossier: DossierDeSeance;
  readonly gestes: GestesDeSeance;
}

/** Un dossier de la séance : ce qu’on en sait, ses collectifs, ce qui s’y décide au clavier. */
export function EcranDeSeance({ campagneId, etat, seance, dossier, gestes }: DeLEcran) {
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
    if (sansAdresse) setRequete({ seance: String(seance.id), dossier: String(dossier.id) }, { replace: true });
  }, [sansAdresse, setRequete, seance.id, dossier.id]);

  const ouvrir = (autre: DossierDeSeance | undefined) => {
    if (autre) setRequete({ seance: String(seance.id), dossier: String(autre.id) }, { replace: true });
  };
  const quitter = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    aller(`${chemins.copil(campagneId)}?seance=${seance.id}`);
  };

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
    const brouillon = lireBrouillon(seance.id, collectif.id, nature);
    const reprise = brouillon ?? (actuelle?.nature === nature ? actuelle : { motif: null, texte: '' });
    const aMotiver = {
      nature,
      lettre: collectif.lettre,
      motif: reprise.motif,
      texte: reprise.texte,
      repris: brouillon !== null,
    };
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
  const affichage = useTaille();
  const { plein, basculer } = usePleinEcran();
  const montrer = () => {
    if (!projeter(campagneId, seance.id))
      notifierErreur('Le navigateur a empêché la seconde fenêtre : autorisez-la pour cette adresse, puis recommencez.');
  };
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
    {
      code: 'seance.avis',
      libelle: 'Avis des institutions',
      raccourci: 'V',
      executer: () => setOuvert({ genre: 'avis' }),
    },
    {
      code: 'seance.deport',
      libelle: 'Déport d’un membre',
      raccourci: 'D',
      executer: () => setOuvert({ genre: 'deport' }),
    },
    {
      code: 'seance.presences',
      libelle: 'Présences',
      raccourci: 'P',
      executer: () => setOuvert({ genre: 'presences' }),
    },
    { code: 'seance.projeter', libelle: 'Projeter dans une seconde fenêtre', raccourci: 'F8', executer: montrer },
    { code: 'seance.plein-ecran', libelle: 'Plein écran', raccourci: 'F11', executer: basculer },
    { code: 'seance.haut', libelle: 'Collectif précédent', raccourci: 'Haut', executer: () => deplacer(-1) },
    { code: 'seance.bas', libelle: 'Collectif suivant', raccourci: 'Bas', executer: () => deplacer(1) },
    { code: 'seance.gauche', libelle: 'Dossier précédent', raccourci: 'Gauche', executer: () => ouvrir(precedent) },
    { code: 'seance.droite', libelle: 'Dossier suivant', raccourci: 'Droite', executer: () => ouvrir(suivant) },
    { code: 'seance.chercher', libelle: 'Chercher un dossier (ou /)', raccourci: 'Ctrl+F', executer: chercher },
    { code: 'seance.quitter', libelle: 'Quitter la séance', raccourci: 'Échap', executer: quitter },
  ]);
  useRaccourcis({ '/': chercher, 'Maj+/': chercher, '+': affichage.agrandir, '-': affichage.reduire });

  return (
    <div className="seance" style={{ zoom: affichage.taille }}>
      <EnTeteSeance campagneId={campagneId} etat={etat} seance={seance} place={place}>
        <output className="encre2 seance-enregistre">
          {gestes.enAttente > 0 ? 'enregistrement…' : 'tout est enregistré'}
        </output>
        <span className="rangee serree seance-outils">
          <Bouton
            genre="discret"
            libelleSeul="A− : caractères plus petits"
            inactif={affichage.isMin}
            onClick={affichage.reduire}
          >
            A−
          </Bouton>
          <Bouton
            genre="discret"
            libelleSeul="A+ : caractères plus grands"
            inactif={affichage.isMax}
            onClick={affichage.agrandir}
          >
            A+
          </Bouton>
          <Bouton
            genre="discret"
            icone="ouvrir"
            libelleSeul="Projeter dans une seconde fenêtre (F8)"
            onClick={montrer}
          />
          <Bouton
            genre="discret"
            icone="plein_ecran"
            enfonce={plein}
            libelleSeul="Plein écran (F11)"
            onClick={basculer}
          />
        </span>
      </EnTeteSeance>
      <div className="seance-corps">
        <DossierEnSeance dossier={dossier} motifs={etat.motifs} />
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
          <AutourDuDossier seance={seance} dossier={dossier} />
          <div className="rangee passe seance-gestes">
            <Bouton raccourci="V" onClick={() => setOuvert({ genre: 'avis' })}>
              Avis
            </Bouton>
            <Bouton raccourci="D" onClick={() => setOuvert({ genre: 'deport' })}>
              Déport
            </Bouton>
            <Bouton raccourci="P" onClick={() => setOuvert({ genre: 'presences' })}>
              Présences
            </Bouton>
          </div>
        </div>
      </div>
      <PiedEnveloppe enveloppe={etat.enveloppe} dossier={dossier} etat={etat} />
      <PiedSeance
        precedent={precedent}
        suivant={suivant}
        onOuvrir={ouvrir}
        onAnnuler={derniere === null ? null : () => void annuler(derniere)}
        onSansSuite={courant ? () => deciderCourant('sans_suite') : null}
        onChercher={chercher}
        onQuitter={quitter}
      />
      <DialoguesDeSeance
        ouvert={ouvert}
        etat={etat}
        seance={seance}
        dossier={dossier}
        gestes={gestes}
        onFermer={() => setOuvert(null)}
        onChoisir={ouvrir}
        onDecide={avancer}
      />
    </div>
  );
}
