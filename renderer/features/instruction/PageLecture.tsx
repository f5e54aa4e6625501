import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur } from '../../api.ts';
import { chemins, useAgent } from '../../contexte.tsx';
import { ResumeDemandes } from '../../demandes/ResumeDemandes.tsx';
import { LienInteret } from '../../instruction/LienInteret.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { Avancement } from './Avancement.tsx';
import { Ecarte } from './Ecarte.tsx';
import { GrilleDeLecture } from './GrilleDeLecture.tsx';
import './instruction.css';
import { Modifications } from './Modifications.tsx';
import { type Preuve, trouverPreuves } from './preuves.ts';
import { type OngletReponses, Reponses } from './Reponses.tsx';
import { aRegarder, axeDe, premierRepere, type Repere } from './reperes.ts';
import { commentaireDe, suivreLeChoix, useDeplacement } from './use-clavier.ts';
import { type GestesDeLecture, useLecture } from './use-lecture.ts';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** La lecture d’un dossier : les réponses à gauche, la grille à droite, tout au clavier. */
export function PageLecture({ campagneId, dossierId }: Props) {
  const agent = useAgent();
  const gestes = useLecture(dossierId, `${agent.prenom} ${agent.nom}`);
  const { lecture, erreur } = gestes;
  if (erreur && !lecture) {
    return (
      <Page titre="Lecture">
        <Alerte ton="al" titre="Ce dossier n’a pas pu être lu.">
          {messageErreur(erreur)}
        </Alerte>
      </Page>
    );
  }
  if (!lecture) {
    return (
      <Page titre="Lecture">
        <Chargement texte="Lecture du dossier…" />
      </Page>
    );
  }
  if (lecture.lien !== null) return <Ecarte campagneId={campagneId} lecture={lecture} lien={lecture.lien} />;
  return <Ecran key={dossierId} campagneId={campagneId} lecture={lecture} gestes={gestes} />;
}

/** Les champs qui appuient la condition ou le critère sous les yeux. */
function champsDe({ genre, code }: Repere, { charte, dossier }: Lecture): readonly string[] {
  if (genre === 'condition') return dossier.conditions.find((une) => une.code === code)?.champs ?? [];
  return charte.axes.flatMap(({ criteres }) => criteres).find((critere) => critere.code === code)?.champs ?? [];
}

/** L’état de l’écran : où l’on en est dans la grille, ce qui est déplié, ce que montre la gauche. */
function useEcran(lecture: Lecture) {
  const [courant, setCourant] = useState(() => premierRepere(lecture));
  const [ouvertes, setOuvertes] = useState<ReadonlySet<string>>(
    () =>
      new Set([...(lecture.dossier.conditions.some(aRegarder) ? ['conditions'] : []), axeDe(courant, lecture) ?? '']),
  );
  const [toutes, setToutes] = useState(false);
  const preuves = trouverPreuves(champsDe(courant, lecture), lecture.dossier.reponses);
  const [onglet, setOnglet] = useState<OngletReponses>(preuves.trouvees[0]?.reponse.section ?? 'projet');
  const [versPreuve, setVersPreuve] = useState<{ readonly numero: number } | null>(null);

  function voir({ numero, reponse }: Preuve): void {
    setOnglet(reponse.section);
    setVersPreuve({ numero });
  }

  function prendre(repere: Repere): void {
    if (repere.genre === courant.genre && repere.code === courant.code) return;
    setCourant(repere);
    const axe = axeDe(repere, lecture);
    // Un axe à la fois : la grille tient dans l’écran. Les conditions restent telles que l’agent les a laissées.
    setOuvertes((avant) => {
      if (axe === null) return new Set([...avant, 'conditions']);
      return new Set([...(avant.has('conditions') ? ['conditions'] : []), axe]);
    });
    const suivantes = trouverPreuves(champsDe(repere, lecture), lecture.dossier.reponses).trouvees;
    const premiere = suivantes[0];
    if (premiere === undefined) return;
    if (!suivantes.some(({ reponse }) => reponse.section === onglet)) setOnglet(premiere.reponse.section);
    setVersPreuve({ numero: (suivantes.find(({ reponse }) => reponse.section === onglet) ?? premiere).numero });
  }

  function basculer(section: string): void {
    setOuvertes((avant) => {
      const apres = new Set(avant);
      if (!apres.delete(section)) apres.add(section);
      return apres;
    });
  }

  const basculerToutes = () => setToutes(!toutes);
  return { courant, prendre, ouvertes, basculer, toutes, basculerToutes, preuves, onglet, setOnglet, versPreuve, voir };
}

interface DeLEcran {
  readonly campagneId: number;
  readonly lecture: Lecture;
  readonly gestes: GestesDeLecture;
}

/** Les actions de l’écran : finir, rouvrir, passer d’un dossier à l’autre. */
function useActionsDeLecture({ campagneId, lecture, gestes }: DeLEcran, surManque: () => void) {
  const [, allerA] = useLocation();
  const [finit, setFinit] = useState(false);
  // Finir range le dossier parmi les lus : le suivant reste celui qui suivait pendant la lecture.
  const [suite, setSuite] = useState<number | null>(null);
  const apres = suite ?? lecture.suivant;
  const ouvrir = (id: number | null) => {
    if (id !== null) allerA(chemins.lecture(campagneId, id));
  };
  const terminee = lecture.etat === 'terminee';

  async function terminer(): Promise<void> {
    if (lecture.note.manquants.length > 0) {
      surManque();
      return;
    }
    setFinit(true);
    setSuite(lecture.suivant);
    try {
      if (await gestes.terminer())
        notifier('Elle compte désormais dans la note du dossier. Alt → : dossier suivant.', 'Lecture terminée');
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'La lecture n’est pas terminée');
    } finally {
      setFinit(false);
    }
  }

  async function rouvrir(): Promise<void> {
    const motif = await demanderMotif({
      titre: 'Rouvrir la lecture',
      texte: 'Le motif est gardé au journal. Tant qu’elle est ouverte, cette lecture peut changer.',
      action: 'Rouvrir',
    });
    if (motif === null) return;
    try {
      await gestes.rouvrir(motif);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur));
    }
  }

  const finir: Action = terminee
    ? { code: 'lecture.rouvrir', libelle: 'Rouvrir la lecture…', menu: 'edition', executer: () => void rouvrir() }
    : {
        code: 'lecture.terminer',
        libelle: 'Terminer la lecture',
        menu: 'edition',
        raccourci: 'Ctrl+Entrée',
        executer: () => void terminer(),
      };
  const precedent: Action = {
    code: 'precedent',
    libelle: 'Dossier précédent',
    menu: 'aller',
    groupe: 10,
    icone: 'precedent',
    raccourci: 'Alt+Gauche',
    disponible: lecture.precedent !== null,
    executer: () => ouvrir(lecture.precedent),
  };
  const suivant: Action = {
    code: 'suivant',
    libelle: 'Dossier suivant',
    menu: 'aller',
    groupe: 10,
    icone: 'suivant',
    raccourci: 'Alt+Droite',
    disponible: apres !== null,
    executer: () => ouvrir(apres),
  };
  const pile: Action = {
    code: 'lecture.pile',
    libelle: 'Revenir à ma pile',
    menu: 'aller',
    groupe: 15,
    icone: 'lire',
    executer: () => allerA(chemins.instruction(campagneId)),
  };
  useActions([finir, precedent, suivant, pile]);
  return { finir, finit, precedent, suivant, pile, terminee };
}

function Ecran({ campagneId, lecture, gestes }: DeLEcran) {
  const { dossier } = lecture;
  const ecran = useEcran(lecture);
  const { courant, prendre, preuves } = ecran;
  const [manquantsMontres, setManquantsMontres] = useState(false);
  const actions = useActionsDeLecture({ campagneId, lecture, gestes }, () => setManquantsMontres(true));
  const page = useRef<HTMLDivElement>(null);

  const conditions = ecran.toutes ? dossier.conditions : dossier.conditions.filter(aRegarder);
  const suite: Repere[] = [
    ...(ecran.ouvertes.has('conditions') ? conditions.map(({ code }) => ({ genre: 'condition' as const, code })) : []),
    ...lecture.niveaux.map(({ critere }) => ({ genre: 'critere' as const, code: critere })),
  ];
  const grille = useRef<HTMLElement>(null);
  const { aller, avancer } = useDeplacement(grille, suite, courant, prendre);

  function coter(niveau: 0 | 1 | 2 | 3 | 'sans_objet' | null): void {
    if (courant.genre === 'critere' && !actions.terminee) gestes.noter(courant.code, { niveau });
  }
  function constater(reponse: 'oui' | 'non' | null): void {
    if (courant.genre !== 'condition') return;
    const commentaire = dossier.conditions.find(({ code }) => code === courant.code)?.constat?.commentaire ?? '';
    gestes.constater(courant.code, reponse, reponse === null ? '' : commentaire);
  }
  function effacer(): void {
    if (courant.genre === 'critere') coter(null);
    else constater(null);
  }
  function changerDePanneau(): void {
    const panneau = page.current?.querySelector<HTMLElement>('.instr-reponses [role=tabpanel]');
    if (panneau && !panneau.contains(document.activeElement)) panneau.focus();
    else aller(courant);
  }
  function quitterLaSaisie(): void {
    if (document.activeElement instanceof HTMLTextAreaElement) aller(courant);
    else actions.pile.executer();
  }
  const niveaux: Action[] = ([0, 1, 2, 3] as const).map((niveau) => ({
    code: `lecture.niveau-${niveau}`,
    libelle: `Niveau ${niveau}`,
    raccourci: String(niveau),
    executer: () => coter(niveau),
  }));
  useActions([
    ...niveaux,
    { code: 'lecture.sans-objet', libelle: 'Sans objet', raccourci: 'S', executer: () => coter('sans_objet') },
    { code: 'lecture.oui', libelle: 'Condition : oui', raccourci: 'O', executer: () => constater('oui') },
    { code: 'lecture.non', libelle: 'Condition : non', raccourci: 'N', executer: () => constater('non') },
    { code: 'lecture.effacer', libelle: 'Effacer, ou revenir à la proposition', raccourci: 'Suppr', executer: effacer },
    {
      code: 'lecture.commenter',
      libelle: 'Commenter',
      raccourci: 'C',
      executer: () => commentaireDe(courant)?.focus(),
    },
    { code: 'lecture.bas', libelle: 'Critère suivant', raccourci: 'Bas', executer: () => avancer(1) },
    { code: 'lecture.haut', libelle: 'Critère précédent', raccourci: 'Haut', executer: () => avancer(-1) },
    {
      code: 'lecture.panneau',
      libelle: 'Réponses ou grille',
      menu: 'affichage',
      raccourci: 'F6',
      executer: changerDePanneau,
    },
    {
      code: 'lecture.quitter',
      libelle: 'Quitter la saisie, puis la lecture',
      raccourci: 'Échap',
      executer: quitterLaSaisie,
    },
  ]);

  const choisi =
    courant.genre === 'critere'
      ? lecture.niveaux.find(({ critere }) => critere === courant.code)?.niveau
      : dossier.conditions.find(({ code }) => code === courant.code)?.retenue;
  useEffect(() => {
    if (choisi !== undefined) suivreLeChoix({ genre: courant.genre, code: courant.code });
  }, [choisi, courant.genre, courant.code]);

  const enfants = pluriel(dossier.effectif, 'enfant');
  const lieu = dossier.communeNom === null ? '' : ` · ${dossier.communeNom}`;
  return (
    <Page
      titre={dossier.structure.raisonSociale || 'Structure sans nom'}
      className="instr-page"
      sousTitre={`n° ${dossier.numero}${lieu} · ${pluriel(dossier.collectifs, 'collectif')}, ${enfants}`}
      avant={
        <span className="rangee serree">
          {[actions.precedent, actions.suivant].map(({ code, libelle, disponible, executer }) => (
            <Bouton
              key={code}
              icone={code === 'precedent' ? 'gauche' : 'droite'}
              libelleSeul={`${libelle} (Alt ${code === 'precedent' ? '←' : '→'}), ${lecture.position.rang} sur ${lecture.position.total}`}
              inactif={disponible === false}
              onClick={executer}
            />
          ))}
        </span>
      }
      actions={
        <>
          <ResumeDemandes campagneId={campagneId} dossierId={dossier.id} />
          <LienInteret dossierId={dossier.id} />
          <Avancement lecture={lecture} />
          {actions.terminee && (
            <Badge ton="ok" signe="fait">
              Lecture terminée
            </Badge>
          )}
          <BoutonAction
            action={actions.finir}
            enCours={actions.finit}
            genre={lecture.note.complete && !actions.terminee ? 'principal' : 'defaut'}
          />
        </>
      }
    >
      <Modifications lecture={lecture} gestes={gestes} />
      <div ref={page} className="instr-deux">
        <Reponses
          dossier={dossier}
          onglet={ecran.onglet}
          onOnglet={ecran.setOnglet}
          preuves={preuves.trouvees}
          versPreuve={ecran.versPreuve}
        />
        <GrilleDeLecture
          lecture={lecture}
          gestes={gestes}
          courant={courant}
          axeCourant={axeDe(courant, lecture)}
          preuves={preuves}
          ouvertes={ecran.ouvertes}
          onSection={ecran.basculer}
          toutes={ecran.toutes}
          onToutes={ecran.basculerToutes}
          manquantsMontres={manquantsMontres}
          onAller={aller}
          onVoir={ecran.voir}
          ref={grille}
        />
      </div>
    </Page>
  );
}
