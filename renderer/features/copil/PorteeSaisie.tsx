import { useState } from 'react';
import type { DossierDeSeance, PorteeSeance, SeanceResumee } from '../../../shared/contract/seances.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { CaseACocher, ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { PORTEES } from './libelles-copil.ts';

export interface Portee {
  readonly portee: PorteeSeance;
  readonly suiteDe: number | null;
  readonly dossierIds: readonly number[];
}

interface Props {
  readonly valeur: Portee;
  readonly seances: readonly SeanceResumee[];
  readonly dossiers: readonly DossierDeSeance[];
  readonly essaye: boolean;
  readonly onChange: (portee: Portee) => void;
}

/** Ce que la nouvelle séance examinera ; se choisit à sa création. */
export function PorteeSaisie({ valeur, seances, dossiers, essaye, onChange }: Props) {
  const [filtre, setFiltre] = useState('');
  const choisis = new Set(valeur.dossierIds);
  const mots = normaliserTexte(filtre).split(' ');
  const montres = dossiers.filter(({ numero, structure, communeNom }) => {
    const texte = normaliserTexte(`${numero} ${structure.raisonSociale} ${communeNom ?? ''}`);
    return mots.every((mot) => texte.includes(mot));
  });
  function basculer(id: number): void {
    const suite = choisis.has(id) ? valeur.dossierIds.filter((un) => un !== id) : [...valeur.dossierIds, id];
    onChange({ ...valeur, dossierIds: suite });
  }
  return (
    <>
      <ChampListe
        libelle="Dossiers examinés"
        options={seances.length === 0 ? PORTEES.filter((p) => p.valeur !== 'ajournes') : PORTEES}
        valeur={valeur.portee}
        onChange={(portee) => onChange({ ...valeur, portee })}
        className="copil-double"
      />
      {valeur.portee === 'ajournes' && (
        <ChampListe
          libelle="Ajournés à la séance du"
          obligatoire
          options={seances.map(({ id, date }) => ({ valeur: String(id), libelle: formaterDate(date) }))}
          valeur={valeur.suiteDe === null ? null : String(valeur.suiteDe)}
          erreur={essaye && valeur.suiteDe === null ? 'Dites de quelle séance.' : null}
          onChange={(id) => onChange({ ...valeur, suiteDe: Number(id) })}
          className="copil-double"
        />
      )}
      {valeur.portee === 'choisis' && (
        <div className="copil-quadruple colonne serree">
          <ChampTexte
            libelle={`Chercher parmi les dossiers de cette séance (${pluriel(choisis.size, 'choisi')})`}
            type="search"
            valeur={filtre}
            erreur={essaye && choisis.size === 0 ? 'Choisissez au moins un dossier.' : null}
            onChange={setFiltre}
          />
          <Defile libelle="Dossiers à choisir" className="copil-choisis">
            {montres.map(({ id, structure, communeNom, numero }) => (
              <CaseACocher
                key={id}
                libelle={[structure.raisonSociale, communeNom, `n° ${numero}`].filter((part) => part).join(' · ')}
                valeur={choisis.has(id)}
                onChange={() => basculer(id)}
              />
            ))}
          </Defile>
        </div>
      )}
    </>
  );
}
