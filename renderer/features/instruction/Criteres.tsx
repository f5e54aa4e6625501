import type { Lecture } from '../../../shared/contract/lectures.ts';
import type { Charte, Critere } from '../../../shared/domaine/charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { BoutonDemander } from '../../demandes/BoutonDemander.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Niveaux } from '../../ui/Niveaux.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { Citations } from './Citations.tsx';
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
  readonly critere: Critere;
  readonly cotation: Cotation | undefined;
  readonly courant: boolean;
  readonly terminee: boolean;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

function UnCritere({ dossierId, critere, cotation, courant, terminee, preuves, onVoir, gestes }: DUnCritere) {
  const { code, libelle, poids, niveaux } = critere;
  const niveau = cotation?.niveau ?? null;
  const commentaire = cotation?.commentaire ?? '';
  const signe = signeDe(niveau);
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
        <Niveaux
          libelle={`${code} ${libelle} : niveau`}
          valeur={niveau}
          descriptions={niveaux}
          inactif={terminee}
          onChange={(choix) => gestes.noter(code, { niveau: choix })}
        />
      </div>
      {!courant && (commentaire !== '' || typeof niveau === 'number') && (
        <p className="instr-critere-suite">
          {commentaire === '' ? niveaux[typeof niveau === 'number' ? niveau : 0] : commentaire}
        </p>
      )}
      {courant && (
        <div className="instr-detail">
          <Citations preuves={preuves} onVoir={onVoir} />
          <BoutonDemander dossierId={dossierId} sujet={{ code, libelle }} />
          <ol className="instr-niveaux" start={0}>
            {niveaux.map((description, rang) => (
              <li key={description} className={rang === niveau ? 'instr-niveau-choisi' : ''}>
                <b>{rang}</b>
                <span>{description}</span>
              </li>
            ))}
          </ol>
          <div className="instr-commentaire">
            <ZoneTexte
              libelle={`Commentaire sur ${code}`}
              libelleCache
              lignes={2}
              longueurMax={4000}
              inactif={terminee}
              exemple="Commentaire (touche C)"
              valeur={commentaire}
              onChange={(texte) => gestes.noter(code, { commentaire: texte })}
              onSortie={gestes.hater}
            />
          </div>
        </div>
      )}
    </li>
  );
}

interface Props {
  readonly axe: Charte['axes'][number];
  readonly lecture: Lecture;
  readonly ouvert: boolean;
  readonly onOuvrir: () => void;
  readonly courant: string | null;
  readonly preuves: Preuves;
  readonly onVoir: (preuve: Preuve) => void;
  readonly gestes: GestesDeLecture;
}

/** Les critères d’un axe ; celui sous les yeux montre ses preuves et la description de ses niveaux. */
export function CriteresDeLAxe({ axe, lecture, ouvert, onOuvrir, courant, preuves, onVoir, gestes }: Props) {
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
              terminee={lecture.etat === 'terminee'}
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
