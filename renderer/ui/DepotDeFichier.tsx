import { Dropzone } from '@mantine/dropzone';
import { type ReactNode, useRef } from 'react';
import { Bouton } from './Bouton.tsx';
import { Icone } from './Icone.tsx';

interface Props {
  readonly onFichiers: (fichiers: readonly File[]) => void;
  /** Remplace l’ouverture du choix de fichier de la page (boîte de dialogue du poste). */
  readonly onChoisir?: () => void;
  readonly titre: string;
  readonly children?: ReactNode;
  readonly plusieurs?: boolean;
  readonly enCours?: boolean;
  readonly libelleBouton?: string;
}

/** Zone où l’on dépose un fichier, avec le bouton qui fait la même chose au clavier. */
export function DepotDeFichier(props: Props) {
  const ouvrir = useRef<() => void>(null);
  const { plusieurs = false, enCours = false } = props;
  return (
    <Dropzone
      className="depot"
      openRef={ouvrir}
      multiple={plusieurs}
      disabled={enCours}
      // Le bouton ouvre le choix : la zone elle-même ne prend ni clic ni focus.
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      useFsAccessApi={false}
      inputProps={{ 'aria-label': props.titre }}
      onDrop={props.onFichiers}
    >
      <Icone nom="tableur" taille={28} className="accent" />
      <strong className="t15 g6">{props.titre}</strong>
      {props.children !== undefined && <div className="encre2">{props.children}</div>}
      <Bouton
        genre="principal"
        icone="envoyer"
        enCours={enCours}
        onClick={props.onChoisir ?? (() => ouvrir.current?.())}
      >
        {props.libelleBouton ?? (plusieurs ? 'Choisir des fichiers…' : 'Choisir un fichier…')}
      </Bouton>
    </Dropzone>
  );
}
