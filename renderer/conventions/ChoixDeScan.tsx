import { useRef } from 'react';
import { Bouton } from '../ui/Bouton.tsx';

interface Props {
  readonly libelle: string;
  readonly onScan: (scan: File) => void;
}

/** Le choix d’un scan sur le poste : PDF, PNG ou JPEG. */
export function ChoixDeScan({ libelle, onScan }: Props) {
  const champ = useRef<HTMLInputElement>(null);
  return (
    <>
      <Bouton taille="petite" icone="envoyer" onClick={() => champ.current?.click()}>
        {libelle}
      </Bouton>
      <input
        ref={champ}
        type="file"
        hidden
        accept="application/pdf,image/png,image/jpeg"
        aria-label="Scan du papier signé"
        onChange={({ currentTarget }) => {
          const [scan] = currentTarget.files ?? [];
          if (scan) onScan(scan);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
