import { api } from '../../api.ts';
import { useProduction } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { MenuDeroulant } from '../../ui/Menus.tsx';

interface Props {
  readonly source: { readonly depotId: string } | { readonly importId: number };
  /** Les fichiers qui ont des anomalies ; à plusieurs, l’agent choisit lequel renvoyer. */
  readonly fichiers: readonly string[];
}

/** Le fichier du porteur, cellules fautives colorées et commentées, à lui renvoyer. */
export function BoutonRejets({ source, fichiers }: Props) {
  const { produire, enCours, erreur } = useProduction('rejets');
  const lancer = (fichier?: string) =>
    produire((signal) => api.imports.rejets({ ...source, ...(fichier === undefined ? {} : { fichier }) }, { signal }));
  const titre = 'Le fichier reçu, ses cellules fautives colorées et commentées, à renvoyer à qui l’a envoyé';
  return (
    <>
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {fichiers.length > 1 ? (
        <MenuDeroulant
          aligne="droite"
          cible={
            <Bouton taille="petite" icone="tableur" enCours={enCours} titre={titre}>
              Classeur des rejets
            </Bouton>
          }
          articles={fichiers.map((nom) => ({ code: nom, libelle: nom, executer: () => lancer(nom) }))}
        />
      ) : (
        <Bouton
          taille="petite"
          icone="tableur"
          enCours={enCours}
          inactif={fichiers.length === 0}
          titre={titre}
          onClick={() => lancer(fichiers[0])}
        >
          Classeur des rejets
        </Bouton>
      )}
    </>
  );
}
