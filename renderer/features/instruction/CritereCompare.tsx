import { useState } from 'react';
import type { CritereCompare, Synthese } from '../../../shared/contract/instruction.ts';
import type { Niveau } from '../../../shared/domaine/charte.ts';
import { api } from '../../api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { Niveaux } from '../../ui/Niveaux.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { ecrireNiveau } from './ecrire-niveau.ts';
import { useEcriture } from './use-ecriture.ts';

interface Props {
  readonly critere: CritereCompare;
  readonly synthese: Synthese;
  readonly agentId: number;
  readonly ouvert: boolean;
  readonly onOuvrir: (oui: boolean) => void;
}

/** Un critère, les niveaux de chacun et leur commentaire ; dessous, ce que l’agent peut y faire. */
export function CritereACompare({ critere, synthese, agentId, ouvert, onOuvrir }: Props) {
  const nomDe = (id: number) => synthese.lecteurs.find((l) => l.agentId === id);
  const mien = critere.niveaux.find((n) => n.agentId === agentId);
  const peutFixer = synthese.fixerRefuse === null;
  const peutRevoir = synthese.peutRevoir && mien !== undefined;
  return (
    <li className={critere.aHarmoniser ? 'lect-critere lect-ecart' : 'lect-critere'}>
      <div className="lect-critere-tete">
        <span className="instr-code">{critere.code}</span>
        <span className="g5">{critere.libelle}</span>
        {critere.fixe?.compte === true && <Badge ton="accent">Fixé</Badge>}
        <span className="a-droite encre2 t12">
          retenu <b className="encre t15">{critere.retenu}</b>
        </span>
      </div>
      <dl className="lect-niveaux">
        {critere.niveaux.map((n) => {
          const lecteur = nomDe(n.agentId);
          return (
            <div key={n.agentId} className={lecteur?.ecarte == null ? '' : 'lect-ecarte'}>
              <dt>{lecteur?.nom}</dt>
              <dd>
                <b>{ecrireNiveau(n.niveau)}</b>
                <span className="encre2">{n.commentaire || descriptionDe(critere, n.niveau)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
      {critere.fixe && (
        <p className="t12 encre2">
          {`${critere.fixe.agent} a fixé ${ecrireNiveau(critere.fixe.niveau)}${critere.fixe.commentaire ? ` : « ${critere.fixe.commentaire} »` : ''}${critere.fixe.compte ? '' : ' ; la synthèse est la moyenne, ce niveau ne compte pas'}`}
        </p>
      )}
      {(peutFixer || peutRevoir) &&
        (ouvert ? (
          <Reglage
            critere={critere}
            dossierId={synthese.id}
            mien={mien}
            peutFixer={peutFixer}
            peutRevoir={peutRevoir}
            onFermer={() => onOuvrir(false)}
          />
        ) : (
          <Bouton taille="petite" onClick={() => onOuvrir(true)}>
            {peutFixer ? 'Fixer le niveau' : 'Revoir mon niveau'}
          </Bouton>
        ))}
    </li>
  );
}

/** Le texte de la charte pour ce niveau : ce que le lecteur a choisi sans rien ajouter. */
function descriptionDe(critere: CritereCompare, niveau: Niveau | null): string {
  return typeof niveau === 'number' ? (critere.descriptions[niveau] ?? '') : '';
}

interface DuReglage {
  readonly critere: CritereCompare;
  readonly dossierId: number;
  readonly mien: CritereCompare['niveaux'][number] | undefined;
  readonly peutFixer: boolean;
  readonly peutRevoir: boolean;
  readonly onFermer: () => void;
}

function Reglage({ critere, dossierId, mien, peutFixer, peutRevoir, onFermer }: DuReglage) {
  const depart = peutFixer ? critere.fixe : mien;
  const [niveau, setNiveau] = useState<Niveau | null>(depart?.niveau ?? null);
  const [commentaire, setCommentaire] = useState(depart?.commentaire ?? '');
  const { enCours, ecrire } = useEcriture();
  const { code } = critere;

  async function fixer(choisi: Niveau | null): Promise<void> {
    const texte = choisi === null ? '' : commentaire;
    const faite = await ecrire(
      () => api.instruction.fixer({ dossierId, critere: code, niveau: choisi, commentaire: texte }),
      'Le niveau n’est pas fixé',
    );
    if (faite) onFermer();
  }
  async function revoir(): Promise<void> {
    if (niveau === null) return;
    const motif = await demanderMotif({
      titre: `Revoir votre niveau de ${code}`,
      texte: 'Votre lecture est rouverte puis terminée avec ce seul changement ; le motif est gardé au journal.',
      action: 'Enregistrer',
    });
    if (motif === null) return;
    const faite = await ecrire(
      () => api.instruction.revoir({ dossierId, critere: code, niveau, commentaire, motif }),
      'Votre niveau n’a pas changé',
    );
    if (!faite) return;
    notifier(`${code} : ${ecrireNiveau(niveau)}.`, 'Votre lecture est à jour');
    onFermer();
  }

  return (
    <div className="lect-reglage">
      <Niveaux libelle={`Niveau de ${code}`} valeur={niveau} descriptions={critere.descriptions} onChange={setNiveau} />
      <ZoneTexte
        libelle={`Commentaire de ${code}`}
        libelleCache
        exemple="Ce qui justifie ce niveau (obligatoire à 0 et à 3)"
        valeur={commentaire}
        lignes={2}
        longueurMax={4000}
        onChange={setCommentaire}
      />
      <div className="rangee passe">
        {peutFixer && (
          <Bouton taille="petite" enCours={enCours} inactif={niveau === null} onClick={() => void fixer(niveau)}>
            Fixer
          </Bouton>
        )}
        {peutFixer && critere.fixe && (
          <Bouton taille="petite" enCours={enCours} onClick={() => void fixer(null)}>
            Rendre à la moyenne
          </Bouton>
        )}
        {peutRevoir && (
          <Bouton
            taille="petite"
            enCours={enCours}
            inactif={niveau === null || (niveau === mien?.niveau && commentaire === mien.commentaire)}
            onClick={() => void revoir()}
          >
            Changer mon niveau…
          </Bouton>
        )}
        <Bouton taille="petite" genre="discret" onClick={onFermer}>
          Renoncer
        </Bouton>
      </div>
    </div>
  );
}
