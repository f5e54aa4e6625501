import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ApercuGrilles, RepriseFaite } from '../../../shared/contract/grilles.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins, useAgent, useSession } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { DepotDeFichier } from '../../ui/DepotDeFichier.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { AnomaliesGrille } from './AnomaliesGrille.tsx';
import { DossierARevoir } from './DossierARevoir.tsx';
import { type Reprise, useRepriseDeGrilles } from './use-grilles.ts';

/** Déposer des grilles remplies, voir chaque changement, décider, écrire. */
export function Reprendre({ campagneId }: { readonly campagneId: number }) {
  const { hote } = useSession();
  const agent = useAgent();
  const reprise = useRepriseDeGrilles(campagneId);
  const { apercu, faite, erreur, occupe, progression } = reprise;
  if (faite !== null) return <Faite campagneId={campagneId} faite={faite} onSuite={reprise.recommencer} />;
  return (
    <div className="colonne remplit grilles-reprendre">
      {erreur !== null && (
        <Alerte ton="al" titre="Rien n’a été écrit.">
          {erreur}
        </Alerte>
      )}
      {progression !== null && (
        <div className="carte interieur">
          <Progression {...progression} />
        </div>
      )}
      {apercu === null ? (
        <DepotDeFichier
          titre="Déposez la grille remplie, ou plusieurs"
          plusieurs
          enCours={occupe}
          onFichiers={reprise.deposer}
          libelleBouton="Choisir des grilles…"
          {...(hote === 'bureau' ? { onChoisir: reprise.choisir } : {})}
        >
          <p>{`Le classeur produit par « Emporter », enregistré en .xlsx ou .ods ; il est repris au nom de ${agent.prenom} ${agent.nom}.`}</p>
          <p>
            Vous verrez chaque changement avant d’écrire. Une ligne changée dans Clas entre-temps n’est pas écrasée.
          </p>
        </DepotDeFichier>
      ) : (
        <Apercu apercu={apercu} reprise={reprise} />
      )}
    </div>
  );
}

function compter(apercu: ApercuGrilles, prises: ReadonlySet<string>) {
  const lignes = apercu.dossiers.flatMap((d) => d.changements);
  const aDecider = lignes.filter((c) => c.aDecider);
  return {
    aEcrire: lignes.length - aDecider.length + aDecider.filter((c) => prises.has(c.cle)).length,
    aDecider: aDecider.length,
    repris: apercu.dossiers.filter((d) => d.etat === 'a_reprendre').length,
    decider: apercu.dossiers.filter((d) => d.etat === 'a_decider').length,
    ecartes: apercu.dossiers.filter((d) => d.etat === 'ecarte').length,
    inchanges: apercu.dossiers.filter((d) => d.etat === 'inchange').length,
    terminables: apercu.dossiers.filter((d) => d.terminable).length,
  };
}

function Apercu({ apercu, reprise }: { readonly apercu: ApercuGrilles; readonly reprise: Reprise }) {
  const [terminer, setTerminer] = useState(false);
  const comptes = compter(apercu, reprise.choisies);
  const refuses = apercu.fichiers.filter((f) => f.refus !== null);
  const montres = apercu.dossiers.filter((d) => d.etat !== 'inchange');
  const rien = comptes.aEcrire === 0 && !(terminer && comptes.terminables > 0);
  return (
    <>
      <Chiffres
        chiffres={[
          { libelle: 'Dossiers à reprendre', valeur: comptes.repris, accent: true },
          { libelle: 'À décider', valeur: comptes.decider },
          { libelle: 'Écartés', valeur: comptes.ecartes },
          { libelle: 'Inchangés', valeur: comptes.inchanges },
          { libelle: 'Changements à écrire', valeur: comptes.aEcrire },
        ]}
      />
      {refuses.map((f) => (
        <Alerte key={f.nom} ton="al" titre={`« ${f.nom} » n’est pas reprise.`}>
          {f.refus}
        </Alerte>
      ))}
      <Defile libelle="Ce que la reprise changerait" className="grilles-apercu">
        {apercu.anomalies.length > 0 && <AnomaliesGrille anomalies={apercu.anomalies} />}
        {montres.length > 0 && (
          <Carte titre="Dossiers" sousTitre="ouvrez-en un pour voir chaque changement" plein>
            {montres.map((dossier) => (
              <DossierARevoir
                key={dossier.id}
                dossier={dossier}
                prises={reprise.choisies}
                onPrendre={reprise.basculer}
              />
            ))}
          </Carte>
        )}
        {montres.length === 0 && refuses.length === 0 && (
          <Alerte ton="ok">Cette grille dit la même chose que la base : il n’y a rien à reprendre.</Alerte>
        )}
      </Defile>
      <div className="carte grilles-pied">
        <CaseACocher
          libelle={`Terminer les lectures complètes (${comptes.terminables})`}
          valeur={terminer}
          inactif={comptes.terminables === 0}
          onChange={setTerminer}
        />
        <span className="rangee serree a-droite">
          <Bouton onClick={reprise.recommencer}>Prendre un autre fichier</Bouton>
          <Bouton
            genre="principal"
            icone="enregistrer"
            inactif={rien}
            enCours={reprise.occupe}
            onClick={() => reprise.ecrire(terminer)}
          >
            {comptes.aEcrire === 0 && terminer
              ? `Terminer ${pluriel(comptes.terminables, 'lecture')}`
              : `Reprendre ${pluriel(comptes.aEcrire, 'changement')}`}
          </Bouton>
        </span>
      </div>
    </>
  );
}

interface DeFaite {
  readonly campagneId: number;
  readonly faite: RepriseFaite;
  readonly onSuite: () => void;
}

function Faite({ campagneId, faite, onSuite }: DeFaite) {
  const [, aller] = useLocation();
  const { changements, dossiers, terminees, gardes, ecartes } = faite;
  const restes = [
    ...(gardes > 0 ? [`${pluriel(gardes, 'ligne gardée', 'lignes gardées')} comme en base`] : []),
    ...(ecartes > 0 ? [pluriel(ecartes, 'dossier écarté', 'dossiers écartés')] : []),
  ];
  return (
    <div className="colonne remplit grilles-reprendre">
      <Alerte
        ton="ok"
        titre={`${pluriel(changements, 'changement écrit', 'changements écrits')} sur ${pluriel(dossiers, 'dossier')}.`}
        actions={
          <div className="rangee">
            <Bouton taille="petite" onClick={onSuite}>
              Reprendre une autre grille
            </Bouton>
            <Bouton
              taille="petite"
              genre="principal"
              icone="lire"
              onClick={() => aller(chemins.instruction(campagneId))}
            >
              Revenir à ma pile
            </Bouton>
          </div>
        }
      >
        {terminees > 0 && `${pluriel(terminees, 'lecture terminée', 'lectures terminées')}. `}
        {restes.length > 0 && `${restes.join(', ')}. `}
        Chaque changement est au journal.
      </Alerte>
    </div>
  );
}
