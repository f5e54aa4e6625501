import type { Lecture } from '../../../shared/contract/lectures.ts';
import type { Charte, Critere } from '../../../shared/domaine/charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { manqueCommentaire } from '../../../shared/domaine/reste-a-faire.ts';
import { BoutonDemander } from '../../demandes/BoutonDemander.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Niveaux } from '../../ui/Niveaux.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { CritereAnDernier, NiveauAnDernier } from './AnDernier.tsx';
import { Citations } from './Citations.tsx';
import { Historique } from './Historique.tsx';
import type { Preuve, Preuves } from './preuves.ts';
import { idRepere } from './reperes.ts';
import type { GestesDeLecture } from './use-lecture.ts';

type Cotation = Lecture['niveaux'][number];

function signeDe(niveau: Cotation['niveau']): {
  readonly nom: NomSigne;
  readonly classe: string;
  readonly mot: string;
} {
  if (niveau === null) return { nom: 'vide', classe: 'encre3', mot: 'à coter' };
  if (niveau === 'sans_objet') return { nom: 'sans_objet', classe: 'encre3', mot: 'sans objet' };
  return { nom: 'fait', classe: 'accent', mot: 'coté' };
}

interface DUnCritere {
  readonly dossierId: number;
  readonly anDernier: Lecture['anDernier'];
  readonly critere: Critere;
  readonly cotation: Cotation | undefined;
  readonly courant: boolean;
  readonly bloquee: boolean;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

function UnCritere(props: DUnCritere) {
  const { dossierId, anDernier, critere, cotation, courant, bloquee, preuves, onVoir, gestes } = props;
  const { code, libelle, poids, niveaux } = critere;
  const niveau = cotation?.niveau ?? null;
  const commentaire = cotation?.commentaire ?? '';
  const muet = manqueCommentaire({ niveau, commentaire });
  const signe = muet ? ({ nom: 'attention', classe: 'att', mot: 'commentaire attendu' } as const) : signeDe(niveau);
  return (
    <li
      id={idRepere({ genre: 'critere', code })}
      className={courant ? 'instr-critere instr-courant' : 'instr-critere'}
      data-genre="critere"
      data-code={code}
    >
      <div className="instr-critere-rangee">
        <Signe nom={signe.nom} className={signe.classe} titre={signe.mot} />
        <span className="encre2 instr-code">{code}</span>
        <span className="g5">{libelle}</span>
        <span className="encre3 t11 insecable">{`poids ${poids}`}</span>
        <span className="instr-critere-fin">
          <NiveauAnDernier anDernier={anDernier} critere={code} />
          <Niveaux
            libelle={`${code} ${libelle} : niveau`}
            valeur={niveau}
            descriptions={niveaux}
            inactif={bloquee}
            onChange={(choix) => gestes.noter(code, { niveau: choix })}
          />
        </span>
      </div>
      {!courant && muet && (
        <p className="instr-critere-suite att g5">{`Niveau ${niveau} : un commentaire est demandé.`}</p>
      )}
      {!courant && !muet && (commentaire !== '' || typeof niveau === 'number') && (
        <p className="instr-critere-suite">
          {commentaire === '' ? niveaux[typeof niveau === 'number' ? niveau : 0] : commentaire}
        </p>
      )}
      {courant && (
        <div className="instr-detail">
          <Citations preuves={preuves} onVoir={onVoir} />
          <ol className="instr-niveaux" start={0}>
            {niveaux.map((description, rang) => (
              <li key={description} className={rang === niveau ? 'instr-niveau-choisi' : ''}>
                <b>{rang}</b>
                <span>{description}</span>
              </li>
            ))}
          </ol>
          <CritereAnDernier anDernier={anDernier} critere={code} libelle={libelle} />
          <div className="instr-commentaire">
            <ZoneTexte
              libelle={`Commentaire sur ${code}`}
              libelleCache
              lignes={2}
              longueurMax={4000}
              inactif={bloquee}
              exemple="Commentaire (touche N)"
              valeur={commentaire}
              erreur={muet ? `Un niveau ${niveau} s’explique : dites pourquoi avant de terminer (touche N).` : null}
              onChange={(texte) => gestes.noter(code, { commentaire: texte })}
              onSortie={gestes.hater}
            />
          </div>
          <div className="instr-suites">
            <BoutonDemander dossierId={dossierId} sujet={{ code, libelle }} />
            <Historique dossierId={dossierId} genre="critere" code={code} libelle={`${code} ${libelle}`} />
          </div>
        </div>
      )}
    </li>
  );
}

interface Props {
  readonly axe: Charte['axes'][number];
  readonly lecture: Lecture;
  readonly bloquee: boolean;
  readonly ouvert: boolean;
  readonly onOuvrir: () => void;
  readonly courant: string | null;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

/** Les critères d’un axe ; celui sous les yeux montre ses preuves et la description de ses niveaux. */
export function CriteresDeLAxe({ axe, lecture, bloquee, ouvert, onOuvrir, courant, preuves, onVoir, gestes }: Props) {
  const cotations = new Map(lecture.niveaux.map((cotation) => [cotation.critere, cotation]));
  const reste = axe.criteres.filter(({ code }) => (cotations.get(code)?.niveau ?? null) === null).length;
  return (
    <section aria-label={axe.libelle}>
      <div className="instr-section">
        <button type="button" className="instr-section-bouton" aria-expanded={ouvert} onClick={onOuvrir}>
          <Icone nom={ouvert ? 'bas' : 'droite'} taille={12} />
          <span className="g6">{axe.libelle}</span>
          <span className="encre2">{`poids ${axe.poids}, seuil ${axe.seuil}`}</span>
        </button>
        <span className="encre2 a-droite insecable">
          {reste === 0 ? 'tout est coté' : `reste ${pluriel(reste, 'critère')} sur ${axe.criteres.length}`}
        </span>
      </div>
      {ouvert && (
        <ul>
          {axe.criteres.map((critere) => (
            <UnCritere
              key={critere.code}
              dossierId={lecture.dossier.id}
              critere={critere}
              cotation={cotations.get(critere.code)}
              courant={critere.code === courant}
              anDernier={lecture.anDernier}
              bloquee={bloquee}
              preuves={preuves}
              onVoir={onVoir}
              gestes={gestes}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
