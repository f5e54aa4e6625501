import { useRef, useState } from 'react';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur } from '../../api.ts';
import { useAgent } from '../../contexte.tsx';
import { ResumeDemandes } from '../../demandes/ResumeDemandes.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Page } from '../../ui/Page.tsx';
import { Avancement } from './Avancement.tsx';
import { Ecarte } from './Ecarte.tsx';
import { GrilleDeLecture } from './GrilleDeLecture.tsx';
import './instruction.css';
import './lecture.css';
import { Modifications } from './Modifications.tsx';
import { Reponses } from './Reponses.tsx';
import { axeDe, conditionsMontrees, type Repere, reperesAFaire, trouverAFaire } from './reperes.ts';
import { type DeLaLecture, useActionsDeLecture } from './use-actions-lecture.ts';
import { useEcran } from './use-ecran.ts';
import { useLecture } from './use-lecture.ts';
import { useTaille } from './use-taille.ts';
import { useTouches } from './use-touches.ts';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** La lecture d’un dossier : les réponses à gauche, la grille à droite, tout au clavier. */
export function PageLecture({ campagneId, dossierId }: Props) {
  const gestes = useLecture(dossierId, useAgent());
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
  const aFaire = trouverAFaire(lecture, gestes.brouillons);
  return <Ecran key={dossierId} campagneId={campagneId} lecture={lecture} gestes={gestes} aFaire={aFaire} />;
}

function Ecran({ campagneId, lecture, gestes, aFaire }: DeLaLecture) {
  const { dossier } = lecture;
  const ecran = useEcran(lecture);
  const { courant, prendre, preuves } = ecran;
  const [manquantsMontres, setManquantsMontres] = useState(false);
  const actions = useActionsDeLecture({ campagneId, lecture, gestes, aFaire }, () => setManquantsMontres(true));
  const page = useRef<HTMLDivElement>(null);
  const grille = useRef<HTMLElement>(null);
  const zoom = useTaille();

  const conditions = conditionsMontrees(dossier.conditions, ecran.toutes, gestes.brouillons);
  const suite: Repere[] = [
    ...(ecran.ouvertes.has('conditions') ? conditions.map(({ code }) => ({ genre: 'condition' as const, code })) : []),
    ...lecture.niveaux.map(({ critere }) => ({ genre: 'critere' as const, code: critere })),
  ];
  const { aller } = useTouches(
    { lecture, gestes, aFaire },
    { page, grille, suite, courant, prendre, pile: actions.pile, zoom },
  );

  const enfants = pluriel(dossier.effectif, 'enfant');
  const lieu = dossier.communeNom === null ? '' : ` · ${dossier.communeNom}`;
  const pret = reperesAFaire(lecture, aFaire).length === 0 && !actions.terminee;
  return (
    <Page
      titre={dossier.structure.raisonSociale || 'Structure sans nom'}
      className="instr-page"
      sousTitre={`n° ${dossier.numero}${lieu} · ${pluriel(dossier.collectifs, 'collectif')}, ${enfants}`}
      avant={
        <span className="rangee serree">
          {[actions.precedent, actions.suivant].map(({ code, libelle, disponible, executer }) => (
            <span key={code} id={`lecture-${code}`}>
              <Bouton
                icone={code === 'precedent' ? 'gauche' : 'droite'}
                libelleSeul={`${libelle} (Alt ${code === 'precedent' ? '←' : '→'}), ${lecture.position.rang} sur ${lecture.position.total}`}
                inactif={disponible === false}
                onClick={executer}
              />
            </span>
          ))}
        </span>
      }
      actions={
        <>
          <span className="rangee serree instr-tailles">
            <Bouton libelleSeul="A− : réduire le texte (touche −)" inactif={zoom.isMinimale} onClick={zoom.reduire}>
              A−
            </Bouton>
            <Bouton
              libelleSeul={`A+ : agrandir le texte (touche +), ${zoom.taille} \u00a0%`}
              inactif={zoom.isMaximale}
              onClick={zoom.agrandir}
            >
              A+
            </Bouton>
          </span>
          <ResumeDemandes campagneId={campagneId} dossierId={dossier.id} />
          <Avancement lecture={lecture} aFaire={aFaire} />
          {actions.terminee && (
            <Badge ton="ok" signe="fait">
              Lecture terminée
            </Badge>
          )}
          <span id="lecture-terminer">
            <Bouton
              genre={pret ? 'principal' : 'defaut'}
              titre={actions.terminee ? undefined : 'Ctrl Entrée'}
              enCours={actions.finit}
              inactif={actions.finir.disponible === false}
              onClick={actions.finir.executer}
            >
              {actions.finir.libelle}
            </Bouton>
          </span>
        </>
      }
    >
      <Modifications lecture={lecture} gestes={gestes} />
      <div ref={page} className="instr-deux" data-taille={zoom.taille}>
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
          aFaire={aFaire}
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
