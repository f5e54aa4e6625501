import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FicheStructure } from '../../../shared/contract/structures.ts';
import { formaterTelephone } from '../../../shared/domaine/preuve-appel.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';

interface Props {
  readonly structure: FicheStructure;
}

function Modifier({ structure, onFermer }: Props & { readonly onFermer: () => void }) {
  const [numeroTiers, setNumeroTiers] = useState(structure.numeroTiers ?? '');
  const [representant, setRepresentant] = useState(structure.representant ?? '');
  const [courriel, setCourriel] = useState(structure.courriel ?? '');
  const [telephone, setTelephone] = useState(structure.telephone ?? '');
  const requetes = useQueryClient();
  const envoi = useMutation({
    mutationFn: () =>
      api.structures.modifier({ structureId: structure.id, numeroTiers, representant, courriel, telephone }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${structure.raisonSociale} : fiche enregistrée.`);
      onFermer();
    },
  });
  return (
    <Dialogue
      ouvert
      titre={`Contacts de ${structure.raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => envoi.mutate()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Rien n’a été enregistré.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <ChampTexte
          libelle="N° de tiers"
          description="Celui de l’outil comptable : les fichiers de paiement le portent."
          focusInitial
          longueurMax={30}
          valeur={numeroTiers}
          onChange={setNumeroTiers}
        />
        <ChampTexte libelle="Représentant" longueurMax={200} valeur={representant} onChange={setRepresentant} />
        <ChampTexte libelle="Courriel" type="email" longueurMax={200} valeur={courriel} onChange={setCourriel} />
        <ChampTexte
          libelle="Téléphone"
          type="tel"
          description="Un numéro changé ici n’est pas « déjà connu » pour un IBAN reçu avant."
          longueurMax={200}
          valeur={telephone}
          onChange={setTelephone}
        />
      </div>
    </Dialogue>
  );
}

/** Ce qu’on sait de la structure, et le moyen de le corriger. */
export function Contacts({ structure }: Props) {
  const [ouvert, setOuvert] = useState(false);
  const couples: readonly (readonly [string, string | null])[] = [
    ['SIRET', structure.siret],
    ['RNA', structure.rna],
    ['Forme juridique', structure.formeJuridique],
    ['Adresse', [structure.adresse, structure.codePostal, structure.communeNom].filter(Boolean).join(', ') || null],
    ['Représentant', structure.representant],
    ['Courriel', structure.courriel],
    ['Téléphone', structure.telephone === null ? null : formaterTelephone(structure.telephone)],
    ['N° de tiers', structure.numeroTiers],
  ];
  return (
    <Carte
      titre="Identité et contacts"
      actions={
        <Bouton taille="petite" icone="modifier" onClick={() => setOuvert(true)}>
          Modifier…
        </Bouton>
      }
    >
      <dl className="couples a-gauche">
        {couples.map(([libelle, valeur]) => (
          <div key={libelle} className="structure-couple">
            <dt>{libelle}</dt>
            <dd>{valeur ?? '—'}</dd>
          </div>
        ))}
      </dl>
      {ouvert && <Modifier structure={structure} onFermer={() => setOuvert(false)} />}
    </Carte>
  );
}
