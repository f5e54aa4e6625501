import { useState } from 'react';
import type { LigneDeConvention, Papier } from '../../shared/contract/conventions.ts';
import { formaterDate, formaterInstant } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { Progression } from '../ui/Progression.tsx';
import { ChoixDeScan } from './ChoixDeScan.tsx';
import './conventions.css';
import { DialogueApercu } from './DialogueApercu.tsx';
import { DialogueEnvoi } from './DialogueEnvoi.tsx';
import { DialogueResiliation } from './DialogueResiliation.tsx';
import { DialogueSignature } from './DialogueSignature.tsx';
import { ASPECTS_CONVENTION, direEtat, direGeneration, nommerPapier } from './libelles.ts';
import type { GestesConventions } from './use-gestes.ts';

type Ouvert =
  | { readonly genre: 'apercu' }
  | { readonly genre: 'envoi' | 'signature' | 'resiliation'; readonly papier: Papier }
  | null;

interface Props {
  readonly campagneId: number;
  readonly ligne: LigneDeConvention;
  readonly aujourdhui: string;
  readonly gestes: GestesConventions;
}

/** La convention d’un dossier, ses avenants, ses réserves et ses relances, avec tout ce qui peut s’y faire. */
export function ConventionDuDossier({ campagneId, ligne, aujourdhui, gestes }: Props) {
  const [ouvert, setOuvert] = useState<Ouvert>(null);
  const { ton, signe, libelle } = ASPECTS_CONVENTION[ligne.etat];
  const generation = direGeneration(ligne);
  const tenues = ligne.reserves.filter((r) => r.levee === null);
  const papiers = [...(ligne.convention === null ? [] : [ligne.convention]), ...ligne.avenants];
  const fermer = () => setOuvert(null);
  return (
    <div className="conventions-ligne">
      <div className="rangee passe">
        <Badge ton={ton} signe={signe}>
          {libelle}
        </Badge>
        {ligne.auDelaDuSeuil && (
          <Badge
            ton="att"
            signe="attention"
            titre="Ce que la campagne agrée au porteur dépasse le seuil du barème (décret n° 2001-495)"
          >
            Au-delà du seuil
          </Badge>
        )}
      </div>
      <p>{`${pluriel(ligne.collectifs, 'collectif agréé', 'collectifs agréés')}, ${formaterEuros(ligne.montantCentimes)}`}</p>
      {ligne.auDelaDuSeuil && ligne.agreeAuPorteurCentimes > ligne.montantCentimes && (
        <p className="encre2 t12">
          {`Avec ses autres dossiers de la campagne : ${formaterEuros(ligne.agreeAuPorteurCentimes)}`}
        </p>
      )}
      {ligne.changements.length > 0 && (
        <Alerte ton="att" titre="La décision a changé.">
          {ligne.changements.join(' ')}
        </Alerte>
      )}
      {ligne.avertissements.length > 0 && <Alerte ton="info">{ligne.avertissements.join(' ')}</Alerte>}
      {generation !== null && (
        <div className="rangee passe">
          <Bouton
            genre="principal"
            icone="document"
            enCours={gestes.generation.enCours}
            onClick={() => void gestes.generer([ligne])}
          >
            {generation}
          </Bouton>
          <Bouton icone="lire" onClick={() => setOuvert({ genre: 'apercu' })}>
            Relire
          </Bouton>
        </div>
      )}
      {gestes.impression.progression && (
        <Progression {...gestes.impression.progression} unite="fichier" onAnnuler={gestes.impression.arreter} />
      )}
      {gestes.impression.erreur !== null && <Alerte ton="al">{gestes.impression.erreur}</Alerte>}
      {papiers.map((papier) => (
        <BlocDePapier key={papier.id} papier={papier} gestes={gestes} onOuvrir={setOuvert} />
      ))}
      {ligne.reserves.length > 0 && (
        <section className="conventions-papier" aria-label="Réserves du Copil">
          <p className="g6">Réserves du Copil</p>
          {ligne.reserves.map((r) => (
            <div key={r.decisionId}>
              <p>{`Collectif ${r.lettre} : ${r.texte}`}</p>
              <p className="encre2 t12">
                {r.levee === null
                  ? 'À lever : aucun versement avant.'
                  : `Levée par ${r.levee.agent}, ${formaterInstant(r.levee.instant)} : ${r.levee.motif}`}
              </p>
              {r.levee === null && (
                <Bouton taille="petite" icone="coche" onClick={() => void gestes.leverReserves(ligne, [r])}>
                  {tenues.length === 1 ? 'Lever la réserve…' : `Lever celle du collectif ${r.lettre}…`}
                </Bouton>
              )}
            </div>
          ))}
          {tenues.length > 1 && (
            <div>
              <Bouton taille="petite" icone="coche" onClick={() => void gestes.leverReserves(ligne, tenues)}>
                {`Lever les ${pluriel(tenues.length, 'réserve')}…`}
              </Bouton>
            </div>
          )}
        </section>
      )}
      {ligne.relances.length > 0 && (
        <section className="conventions-papier" aria-label="Relances">
          <p className="g6">Relances</p>
          {ligne.relances.map((r) => (
            <p key={r.rang} className="encre2 t12">
              {`${r.rang}. ${formaterInstant(r.instant)}, ${r.agent} ; retour demandé avant le ${formaterDate(r.echeance)}`}
            </p>
          ))}
        </section>
      )}
      {ligne.anciens.length > 0 && (
        <section className="conventions-papier" aria-label="Papiers d’avant">
          <p className="g6">Papiers d’avant</p>
          {ligne.anciens.map((papier) => (
            <div key={papier.id}>
              <p className="g5">{nommerPapier(papier)}</p>
              <p className="encre2 t12">{direEtat(papier)}</p>
              <Bouton taille="petite" icone="ouvrir" onClick={() => void gestes.imprimer([papier])}>
                {`Ouvrir ${papier.numero}`}
              </Bouton>
            </div>
          ))}
        </section>
      )}
      {ouvert?.genre === 'apercu' && <DialogueApercu ligne={ligne} onFermer={fermer} />}
      {ouvert?.genre === 'envoi' && (
        <DialogueEnvoi campagneId={campagneId} papiers={[ouvert.papier]} aujourdhui={aujourdhui} onFermer={fermer} />
      )}
      {ouvert?.genre === 'signature' && (
        <DialogueSignature papier={ouvert.papier} aujourdhui={aujourdhui} onFermer={fermer} />
      )}
      {ouvert?.genre === 'resiliation' && (
        <DialogueResiliation papier={ouvert.papier} ligne={ligne} aujourdhui={aujourdhui} onFermer={fermer} />
      )}
    </div>
  );
}

interface BlocProps {
  readonly papier: Papier;
  readonly gestes: GestesConventions;
  readonly onOuvrir: (ouvert: Ouvert) => void;
}

function BlocDePapier({ papier, gestes, onOuvrir }: BlocProps) {
  const { etat, scanNom } = papier;
  const enCours = etat === 'a_signer' || etat === 'envoyee';
  return (
    <section className="conventions-papier" aria-label={nommerPapier(papier)}>
      <p>
        <span className="g6">{nommerPapier(papier)}</span>
        {`, ${formaterEuros(papier.montantCentimes)}`}
      </p>
      <p className="encre2 t12">{direEtat(papier)}</p>
      <p className="encre2 t12">{`Généré${papier.nature === 'avenant' ? '' : 'e'} par ${papier.agent}, ${formaterInstant(papier.genereeLe)}`}</p>
      <div className="rangee passe">
        <Bouton taille="petite" icone="ouvrir" onClick={() => void gestes.imprimer([papier])}>
          Ouvrir le PDF
        </Bouton>
        {enCours && (
          <>
            <Bouton taille="petite" icone="envoyer" onClick={() => onOuvrir({ genre: 'envoi', papier })}>
              Noter l’envoi…
            </Bouton>
            <Bouton taille="petite" icone="coche" onClick={() => onOuvrir({ genre: 'signature', papier })}>
              Noter la signature…
            </Bouton>
          </>
        )}
        {etat === 'signee' && (
          <>
            {scanNom !== null && (
              <Bouton taille="petite" icone="ouvrir" onClick={() => void gestes.ouvrirScan(papier)}>
                Ouvrir le scan
              </Bouton>
            )}
            <ChoixDeScan
              libelle={scanNom === null ? 'Joindre le scan…' : 'Remplacer le scan…'}
              onScan={(scan) => void gestes.joindreScan(papier, scan)}
            />
            <Bouton taille="petite" onClick={() => void gestes.annulerSignature(papier)}>
              Annuler la signature…
            </Bouton>
          </>
        )}
        {etat !== 'resiliee' && (
          <Bouton taille="petite" onClick={() => onOuvrir({ genre: 'resiliation', papier })}>
            Résilier…
          </Bouton>
        )}
      </div>
    </section>
  );
}
