import { useState } from 'react';
import type { AvisSeance, DossierDeSeance, Institution, Seance } from '../../../shared/contract/seances.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { AVIS, INSTITUTIONS } from './libelles-copil.ts';

interface Saisi {
  readonly sens: AvisSeance['sens'] | null;
  readonly texte: string;
}

interface Props {
  readonly seance: Seance;
  readonly dossier: DossierDeSeance;
  readonly onAvis: (institution: Institution, avis: Saisi) => void;
  readonly onFermer: () => void;
}

const SANS: Saisi = { sens: null, texte: '' };

/** L’avis de chaque institution sur le dossier : flèches, Tab, puis Ctrl+Entrée. */
export function DialogueAvis({ seance, dossier, onAvis, onFermer }: Props) {
  const donnes = new Map(dossier.avis.map(({ institution, sens, texte }) => [institution, { sens, texte }]));
  // Celles qui siègent, et celles qui ont déjà parlé ; sans membre inscrit, toutes.
  const siegent = new Set([...seance.membres.map(({ institution }) => institution), ...donnes.keys()]);
  const lignes = INSTITUTIONS.filter(({ valeur }) => siegent.size === 0 || siegent.has(valeur));
  const [saisis, setSaisis] = useState<ReadonlyMap<Institution, Saisi>>(donnes);
  const changer = (institution: Institution, suite: Partial<Saisi>) =>
    setSaisis((avant) => new Map(avant).set(institution, { ...(avant.get(institution) ?? SANS), ...suite }));

  function enregistrer(): void {
    for (const { valeur } of lignes) {
      const avant = donnes.get(valeur) ?? SANS;
      const apres = saisis.get(valeur) ?? SANS;
      const texte = apres.sens === null ? '' : apres.texte.trim();
      if (avant.sens !== apres.sens || avant.texte !== texte) onAvis(valeur, { sens: apres.sens, texte });
    }
    onFermer();
  }

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={`Avis : ${dossier.structure.raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={enregistrer}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" raccourci="Ctrl+Entrée">
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {lignes.map(({ valeur, libelle }, rang) => {
          const { sens, texte } = saisis.get(valeur) ?? SANS;
          return (
            <fieldset key={valeur} className="seance-avis-saisi">
              <legend>{libelle}</legend>
              <div className="seance-avis-sens">
                {AVIS.map((un, place) => (
                  <label key={un.valeur}>
                    <input
                      type="radio"
                      name={`avis-${valeur}`}
                      checked={sens === un.valeur}
                      data-autofocus={rang === 0 && (sens === null ? place === 0 : sens === un.valeur)}
                      onChange={() => changer(valeur, { sens: un.valeur })}
                    />
                    <span>{un.libelle}</span>
                  </label>
                ))}
                <Bouton
                  taille="petite"
                  genre="discret"
                  icone="fermer"
                  libelleSeul={`Effacer l’avis : ${libelle}`}
                  inactif={sens === null}
                  onClick={() => changer(valeur, SANS)}
                />
              </div>
              <ChampTexte
                libelle={`Ce que dit ${libelle}`}
                libelleCache
                exemple="Ce qui a été dit, si c’est à garder"
                longueurMax={2000}
                inactif={sens === null}
                valeur={texte}
                onChange={(suite) => changer(valeur, { texte: suite })}
              />
            </fieldset>
          );
        })}
      </div>
    </Dialogue>
  );
}
