import type { EtatAttributions, Proposition } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { LIBELLES_ROLE } from './colonnes-attributions.tsx';

interface LigneCharge {
  readonly agentId: number;
  readonly nom: string;
  readonly avant: Proposition['charges'][number]['avant'];
  readonly apres: Proposition['charges'][number]['apres'];
}

const CHARGES: readonly ColonneTableau<LigneCharge>[] = [
  { code: 'nom', titre: 'Agent', rendu: (l) => <span className="g5">{l.nom}</span> },
  { code: 'dossiers', titre: 'Dossiers', nombre: true, largeur: '80px', rendu: (l) => direPassage(l, 'dossiers') },
  {
    code: 'collectifs',
    titre: 'Collectifs',
    nombre: true,
    largeur: '88px',
    rendu: (l) => direPassage(l, 'collectifs'),
  },
];

/** « 4 → 12 » ; un seul nombre si rien ne change. */
function direPassage({ avant, apres }: LigneCharge, quoi: 'dossiers' | 'collectifs'): string {
  return avant[quoi] === apres[quoi] ? String(apres[quoi]) : `${avant[quoi]} → ${apres[quoi]}`;
}

interface LigneDossier {
  readonly dossierId: number;
  readonly numero: string;
  readonly structure: string;
  readonly lecteurs: string;
}

const DOSSIERS: readonly ColonneTableau<LigneDossier>[] = [
  { code: 'numero', titre: 'N°', largeur: '92px', rendu: (l) => l.numero },
  { code: 'structure', titre: 'Structure', rendu: (l) => <span className="elide">{l.structure}</span> },
  { code: 'lecteurs', titre: 'Recevra', passe: true, rendu: (l) => l.lecteurs },
];

/** Ce que la répartition ferait, avant de l’appliquer : la charge de chacun, chaque dossier, et ce qui n’a pas pu l’être. */
export function ApercuRepartition({
  etat,
  proposition,
}: {
  readonly etat: EtatAttributions;
  readonly proposition: Proposition;
}) {
  const nomDe = (id: number) => etat.agents.find((a) => a.id === id)?.nom ?? 'Agent';
  const parDossier = Map.groupBy(proposition.changements, (c) => c.dossierId);
  const dossiers = etat.dossiers.flatMap((d): LigneDossier[] => {
    const siens = parDossier.get(d.id);
    if (!siens) return [];
    const lecteurs = siens.map((c) => `${nomDe(c.agentId)} (${LIBELLES_ROLE[c.role].toLowerCase()})`).join(', ');
    return [{ dossierId: d.id, numero: d.numero, structure: d.structure, lecteurs }];
  });
  return (
    <>
      {proposition.changements.length === 0 && (
        <Alerte ton="info" titre="Rien à attribuer.">
          {proposition.manques.length === 0
            ? 'Chaque dossier a déjà le nombre de lecteurs voulu.'
            : 'Aucun des agents choisis ne peut prendre ce qui manque.'}
        </Alerte>
      )}
      {proposition.manques.length > 0 && (
        <Alerte ton="att" titre={`${pluriel(proposition.manques.length, 'dossier')} sans tous ses lecteurs.`}>
          <ul className="lect-manques">
            {proposition.manques.slice(0, 6).map((m) => (
              <li key={m.dossierId}>{`${m.numero} ${m.structure} : ${m.phrase}`}</li>
            ))}
            {proposition.manques.length > 6 && <li>{`… et ${proposition.manques.length - 6} autres.`}</li>}
          </ul>
        </Alerte>
      )}
      {dossiers.length > 0 && (
        <div className="lect-apercu">
          <Tableau
            libelle="Charge de chaque agent"
            dense
            colonnes={CHARGES}
            cle={(l) => l.agentId}
            lignes={proposition.charges.map((c) => ({ ...c, nom: nomDe(c.agentId) }))}
          />
          <Defile libelle="Dossiers attribués" className="lect-apercu-dossiers">
            <Tableau
              libelle="Dossiers attribués"
              dense
              colonnes={DOSSIERS}
              cle={(l) => l.dossierId}
              lignes={dossiers}
            />
          </Defile>
        </div>
      )}
    </>
  );
}
