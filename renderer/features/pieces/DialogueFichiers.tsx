import { useMemo, useRef } from 'react';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Etat } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ChampListe, type OptionListe } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { DepotDeFichier } from '../../ui/DepotDeFichier.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { type Jointure, useJointures } from './use-jointures.ts';

interface Props {
  readonly campagneId: number;
  readonly dossiers: readonly PiecesDossier[];
  readonly onFermer: () => void;
}

const CONFIANCES = {
  sure: ['ok', 'fait', 'Sûr'],
  probable: ['att', 'attention', 'Probable'],
  a_choisir: ['neutre', 'vide', 'À choisir'],
  choisi: ['accent', 'fait', 'Choisi'],
  ignore: ['neutre', 'sans_objet', 'Ignoré'],
} as const;

function Suite({ jointure }: { readonly jointure: Jointure }) {
  const { suite, confiance, raison } = jointure;
  if (suite) {
    return (
      <>
        <Etat ton={suite.faite ? 'ok' : 'al'} signe={suite.faite ? 'fait' : 'refus'}>
          {suite.faite ? 'Joint' : 'Pas joint'}
        </Etat>
        {suite.message !== null && <p className="t12">{suite.message}</p>}
      </>
    );
  }
  const [ton, signe, mot] = CONFIANCES[confiance];
  return (
    <>
      <Etat ton={ton} signe={signe}>
        {mot}
      </Etat>
      <p className="encre2 t12">{confiance === 'choisi' ? 'par vous' : raison}</p>
    </>
  );
}

type Changer = ReturnType<typeof useJointures>['changer'];

function colonnes(
  dossiers: readonly OptionListe<string>[],
  pieces: readonly OptionListe<string>[],
  changer: Changer,
): readonly ColonneTableau<Jointure>[] {
  return [
    {
      code: 'retenu',
      titre: <span className="invisible">À joindre</span>,
      largeur: '28px',
      rendu: (l) => (
        <CaseACocher
          libelle={`Joindre ${l.chemin}`}
          libelleCache
          valeur={l.retenu}
          inactif={l.dossierId === null || l.code === null || l.suite?.faite === true}
          onChange={(retenu) => changer(l.cle, { retenu })}
        />
      ),
    },
    { code: 'chemin', titre: 'Fichier', passe: true, rendu: (l) => <span className="pieces-chemin">{l.chemin}</span> },
    {
      code: 'dossier',
      titre: 'Dossier',
      largeur: '230px',
      rendu: (l) => (
        <ChampListe
          libelle={`Dossier de ${l.chemin}`}
          libelleCache
          cherchable
          exemple="Numéro ou nom…"
          options={dossiers}
          valeur={l.dossierId === null ? null : String(l.dossierId)}
          inactif={l.suite?.faite === true}
          onChange={(id) => changer(l.cle, { dossierId: Number(id) })}
        />
      ),
    },
    {
      code: 'piece',
      titre: 'Pièce',
      largeur: '160px',
      rendu: (l) => (
        <ChampListe
          libelle={`Pièce pour ${l.chemin}`}
          libelleCache
          exemple="Choisir…"
          options={pieces}
          valeur={l.code}
          inactif={l.suite?.faite === true}
          onChange={(code) => changer(l.cle, { code })}
        />
      ),
    },
    { code: 'suite', titre: 'Pourquoi', largeur: '190px', passe: true, rendu: (l) => <Suite jointure={l} /> },
  ];
}

/** Des fichiers, ou tout un dossier, déposés d’un coup : ce qu’on propose, ce que l’agent confirme. */
export function DialogueFichiers({ campagneId, dossiers, onFermer }: Props) {
  const { lignes, erreur, enCours, ...gestes } = useJointures(campagneId);
  const choixDossier = useRef<HTMLInputElement>(null);
  const optionsDossiers = useMemo(
    () => dossiers.map((d) => ({ valeur: String(d.dossierId), libelle: `${d.numero} · ${d.structure}` })),
    [dossiers],
  );
  const optionsPieces = (dossiers[0]?.pieces ?? []).map(({ code, libelle }) => ({ valeur: code, libelle }));
  const aJoindre = lignes.filter((l) => l.retenu && l.suite?.faite !== true).length;
  const probables = lignes.filter((l) => l.confiance === 'probable' && !l.retenu && l.suite === null).length;
  const joints = lignes.filter((l) => l.suite?.faite === true).length;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Joindre des fichiers aux dossiers"
      taille="xl"
      onEnvoyer={() => void gestes.joindre()}
      pied={
        <>
          {probables > 0 && (
            <Bouton onClick={gestes.retenirProbables}>{`Cocher aussi les probables (${probables})`}</Bouton>
          )}
          <span className="a-droite rangee">
            <Bouton onClick={onFermer}>{joints > 0 ? 'Terminer' : 'Annuler'}</Bouton>
            {lignes.length > 0 && (
              <Bouton genre="principal" type="submit" inactif={aJoindre === 0} enCours={enCours !== null}>
                {`Joindre ${pluriel(aJoindre, 'fichier')}`}
              </Bouton>
            )}
          </span>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <DepotDeFichier
        titre={lignes.length === 0 ? 'Déposez ici des fichiers ou un dossier entier' : 'Déposez-en d’autres'}
        plusieurs
        onFichiers={(fichiers) => void gestes.deposer(fichiers)}
      >
        Clas lit le numéro de dossier, le SIRET ou le nom du porteur dans les noms ; rien n’est joint sans vous. 25 Mio
        par fichier.
      </DepotDeFichier>
      <div className="rangee">
        <Bouton taille="petite" icone="ouvrir" onClick={() => choixDossier.current?.click()}>
          Choisir un dossier du poste…
        </Bouton>
        <input
          ref={(champ) => {
            choixDossier.current = champ;
            // React ne connaît pas cet attribut : c’est lui qui fait choisir un dossier au lieu d’un fichier.
            champ?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          multiple
          hidden
          aria-label="Dossier du poste"
          onChange={(evenement) => void gestes.deposer([...(evenement.currentTarget.files ?? [])])}
        />
        {joints > 0 && <output className="ok g5">{pluriel(joints, 'fichier joint', 'fichiers joints')}</output>}
      </div>
      {lignes.length > 0 && (
        <Defile libelle="Fichiers déposés" className="pieces-proposes">
          <Tableau
            libelle="Fichiers déposés"
            lignes={lignes}
            cle={(l) => l.cle}
            colonnes={colonnes(optionsDossiers, optionsPieces, gestes.changer)}
          />
        </Defile>
      )}
      {enCours && <Progression message="Copie dans la base" {...enCours} unite="fichier" onAnnuler={gestes.arreter} />}
    </Dialogue>
  );
}
