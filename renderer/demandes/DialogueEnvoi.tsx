import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Demande } from '../../shared/contract/demandes.ts';
import type { DocumentProduit } from '../../shared/contract/documents.ts';
import { avertirEcheance, refuserEcheance } from '../../shared/domaine/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { api, q } from '../api.ts';
import { rangerDocument } from '../produire.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampListe } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { Progression } from '../ui/Progression.tsx';
import { useSuivi } from '../use-suivi.ts';
import { ApercuDeLettre } from './ApercuDeLettre.tsx';
import './demandes.css';

interface Props {
  readonly campagneId: number;
  readonly genre: 'lettre' | 'relance';
  readonly demandes: readonly Demande[];
  readonly aujourdhui: string;
  readonly echeanceProposee: string;
  readonly onFermer: () => void;
}

/** L’échéance de départ : celle de la demande si elle tient encore, sinon celle que Clas propose. */
function premiereEcheance({ genre, demandes, aujourdhui, echeanceProposee }: Props): string {
  const siennes = demandes.flatMap((d) => d.echeance ?? []).toSorted();
  const derniere = siennes.at(-1);
  const tient = genre === 'lettre' && derniere !== undefined && refuserEcheance(derniere, aujourdhui) === null;
  return tient ? derniere : echeanceProposee;
}

/** Relire la ou les lettres, fixer l’échéance, puis envoyer : les lignes sont alors figées et la lettre gardée. */
export function DialogueEnvoi(props: Props) {
  const { campagneId, genre, demandes, aujourdhui, onFermer } = props;
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(() => premiereEcheance(props));
  const [montree, setMontree] = useState(demandes[0]?.id ?? 0);
  const envoi = useSuivi<DocumentProduit>('demandes.envoi');
  const relecture = useSuivi<DocumentProduit>('demandes.relecture');
  const refus = echeance === null ? 'Donnez une date.' : refuserEcheance(echeance, aujourdhui);
  const avis = echeance === null || refus !== null ? null : avertirEcheance(echeance);
  const nombre = demandes.length;
  const demandeIds = demandes.map(({ id }) => id);
  const pret = echeance !== null && refus === null && nombre > 0;

  async function envoyer() {
    if (!pret || envoi.enCours) return;
    const demande = { campagneId, demandeIds, echeance };
    const document = await envoi.lancer((signal) =>
      genre === 'lettre' ? api.demandes.envoyer(demande, { signal }) : api.demandes.relancer(demande, { signal }),
    );
    if (document === null) {
      await requetes.invalidateQueries({ queryKey: q.demandes.key() });
      return;
    }
    await requetes.invalidateQueries();
    notifier(
      `${pluriel(nombre, genre === 'lettre' ? 'lettre gardée' : 'relance gardée', genre === 'lettre' ? 'lettres gardées' : 'relances gardées')} avec le dossier et au journal.`,
      genre === 'lettre' ? 'Marquée envoyée' : 'Relance marquée envoyée',
    );
    onFermer();
    await rangerDocument(document.documentId);
  }
  async function relire() {
    if (!pret) return;
    const document = await relecture.lancer((signal) =>
      api.demandes.lettres({ campagneId, demandeIds, echeance }, { signal }),
    );
    if (document !== null) await rangerDocument(document.documentId);
  }
  const erreur = envoi.erreur ?? relecture.erreur;
  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={titrer(genre, demandes)}
      onFermer={onFermer}
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          {genre === 'lettre' && (
            <Bouton icone="document" inactif={!pret} enCours={relecture.enCours} onClick={() => void relire()}>
              PDF à relire
            </Bouton>
          )}
          <span className="a-droite rangee">
            <Bouton onClick={onFermer}>Annuler</Bouton>
            <Bouton genre="principal" type="submit" icone="envoyer" inactif={!pret} enCours={envoi.enCours}>
              {nombre === 1 ? 'Marquer envoyée' : `Marquer ${nombre} envoyées`}
            </Bouton>
          </span>
        </>
      }
    >
      <div className="colonne">
        {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
        <div className="demandes-envoi">
          <ChampDate
            libelle="Réponse attendue au plus tard le"
            valeur={echeance}
            onChange={setEcheance}
            obligatoire
            erreur={refus}
          />
          {nombre > 1 && (
            <ChampListe
              libelle="Lettre montrée"
              cherchable
              options={demandes.map((d) => ({ valeur: String(d.id), libelle: `${d.numero} · ${d.structure}` }))}
              valeur={String(montree)}
              onChange={(id) => setMontree(Number(id))}
            />
          )}
          <p className="encre2 t12">
            {genre === 'lettre'
              ? 'La lettre sera gardée telle quelle et les lignes ne changeront plus. Clas n’envoie rien lui-même : imprimez-la ou joignez-la à un courriel.'
              : 'Seules les lignes sans réponse sont redemandées, sous leur premier numéro. L’échéance devient celle-ci.'}
          </p>
        </div>
        {avis !== null && nombre > 1 && <Alerte ton="att">{avis}</Alerte>}
        {pret && <ApercuDeLettre demandeId={montree} echeance={echeance} />}
        {envoi.progression && <Progression {...envoi.progression} unite="lettre" onAnnuler={envoi.arreter} />}
      </div>
    </Dialogue>
  );
}

function titrer(genre: Props['genre'], demandes: readonly Demande[]): string {
  const [seule] = demandes;
  const quoi = genre === 'lettre' ? 'Envoyer la demande' : 'Relancer';
  if (demandes.length === 1 && seule) return `${quoi}\u00a0: ${seule.structure}`;
  return genre === 'lettre'
    ? `Envoyer ${pluriel(demandes.length, 'demande')}`
    : `Relancer ${pluriel(demandes.length, 'porteur')}`;
}
