import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListePieces } from '../../../shared/contract/pieces.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ChampTexte } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';

interface Ligne {
  /** Stable le temps du dialogue, même pour une pièce sans code encore. */
  readonly cle: string;
  readonly code: string | null;
  readonly libelle: string;
  readonly aide: string;
  readonly obligatoire: boolean;
  readonly utilisee: boolean;
}

interface Props {
  readonly campagneId: number;
  readonly liste: ListePieces;
  readonly onFermer: () => void;
}

/** La liste demandée : noms, précisions imprimées dans les relances, obligatoire ou non, ordre. */
export function DialogueListe({ campagneId, liste, onFermer }: Props) {
  const requetes = useQueryClient();
  const [lignes, setLignes] = useState<readonly Ligne[]>(() => liste.pieces.map((p) => ({ ...p, cle: p.code })));
  const [erreur, setErreur] = useState<string | null>(null);
  const [enCours, setEnCours] = useState(false);
  const [ajouts, setAjouts] = useState(0);

  function changer(cle: string, valeurs: Partial<Ligne>) {
    setLignes((avant) => avant.map((l) => (l.cle === cle ? { ...l, ...valeurs } : l)));
  }
  function deplacer(rang: number, pas: 1 | -1) {
    setLignes((avant) => {
      const autre = avant[rang + pas];
      const ligne = avant[rang];
      if (!autre || !ligne) return avant;
      return avant.map((l, i) => (i === rang ? autre : i === rang + pas ? ligne : l));
    });
  }
  function ajouter() {
    const cle = `nouvelle-${ajouts}`;
    setAjouts(ajouts + 1);
    setLignes([...lignes, { cle, code: null, libelle: '', aide: '', obligatoire: true, utilisee: false }]);
  }
  async function enregistrer() {
    if (lignes.some((l) => l.libelle.trim() === '')) {
      setErreur('Donnez un nom à chaque pièce, ou retirez la ligne vide.');
      return;
    }
    setEnCours(true);
    try {
      await api.pieces.modifierListe({
        campagneId,
        pieces: lignes.map(({ code, libelle, aide, obligatoire }) => ({ code, libelle, aide, obligatoire })),
      });
      await requetes.invalidateQueries();
      notifier('Liste des pièces enregistrée.');
      onFermer();
    } catch (echec) {
      setErreur(messageErreur(echec));
    } finally {
      setEnCours(false);
    }
  }

  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Pièces demandées aux porteurs"
      taille="xl"
      onEnvoyer={() => void enregistrer()}
      pied={
        <>
          <Bouton icone="ajouter" onClick={ajouter}>
            Ajouter une pièce
          </Bouton>
          <span className="a-droite rangee">
            <Bouton onClick={onFermer}>Annuler</Bouton>
            <Bouton genre="principal" type="submit" enCours={enCours}>
              {liste.etablie ? 'Enregistrer' : 'Établir la liste'}
            </Bouton>
          </span>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <p className="encre2">
        Une pièce obligatoire compte dans la condition « dossier complet ». La précision est imprimée dans la lettre de
        relance.
      </p>
      <Defile libelle="Pièces demandées" className="pieces-proposes">
        {lignes.map((ligne, rang) => (
          <div key={ligne.cle} className="pieces-liste-ligne">
            <ChampTexte
              libelle={`Nom de la pièce ${rang + 1}`}
              libelleCache
              exemple="Nom de la pièce"
              valeur={ligne.libelle}
              longueurMax={120}
              focusInitial={ligne.code === null && rang === lignes.length - 1}
              onChange={(libelle) => changer(ligne.cle, { libelle })}
            />
            <ChampTexte
              libelle={`Précision pour la pièce ${rang + 1}`}
              libelleCache
              exemple="Précision pour le porteur (facultative)"
              valeur={ligne.aide}
              longueurMax={500}
              onChange={(aide) => changer(ligne.cle, { aide })}
            />
            <CaseACocher
              libelle="Obligatoire"
              valeur={ligne.obligatoire}
              onChange={(obligatoire) => changer(ligne.cle, { obligatoire })}
            />
            <span>
              <Bouton
                genre="discret"
                taille="petite"
                icone="haut"
                libelleSeul={`Monter « ${ligne.libelle} »`}
                inactif={rang === 0}
                onClick={() => deplacer(rang, -1)}
              />
              <Bouton
                genre="discret"
                taille="petite"
                icone="bas"
                libelleSeul={`Descendre « ${ligne.libelle} »`}
                inactif={rang === lignes.length - 1}
                onClick={() => deplacer(rang, 1)}
              />
              <Bouton
                genre="discret"
                taille="petite"
                icone="supprimer"
                libelleSeul={`Retirer « ${ligne.libelle} »`}
                titre={
                  ligne.utilisee
                    ? 'Un constat, un fichier ou une relance s’y rattache : rendez-la facultative.'
                    : `Retirer « ${ligne.libelle} »`
                }
                inactif={ligne.utilisee}
                onClick={() => setLignes(lignes.filter((l) => l.cle !== ligne.cle))}
              />
            </span>
          </div>
        ))}
      </Defile>
    </Dialogue>
  );
}
