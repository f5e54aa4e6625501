import type { Axe, Charte, Condition, Critere } from '../../../shared/domaine/charte.ts';
import { type ConstatDeCharte, partDuPoids } from '../../../shared/domaine/controler-charte.ts';
import { changerAxe, changerCondition, changerCritere } from '../../../shared/domaine/modifier-charte.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ChampListe, ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { ChampEntier } from './ChampEntier.tsx';
import { ChoixMultiple } from './ChoixMultiple.tsx';
import { OPTIONS_CALCUL, OPTIONS_CHAMPS, OPTIONS_EXIGENCES, SANS_CALCUL } from './options.ts';

/** Change la charte ; `nom` dit ce que l’agent a fait. */
export type Changer = (nom: string, faire: (charte: Charte) => Charte) => void;

export interface Panneau {
  readonly charte: Charte;
  /** Le chemin de l’objet : ses constats commencent par lui. */
  readonly chemin: string;
  readonly constats: readonly ConstatDeCharte[];
  readonly changer: Changer;
}

/** Le défaut d’un champ ; un avis se lit en bas du panneau, il n’est pas une faute. */
export function constatDe(
  { constats, chemin }: Pick<Panneau, 'constats' | 'chemin'>,
  champ: string,
): string | undefined {
  const ou = chemin === '' ? champ : `${chemin}.${champ}`;
  return constats.find((c) => c.chemin === ou && c.gravite === 'bloquant')?.message;
}

/** « 30,0 % » ; un total nul ne se partage pas. */
export function ecrirePart(poids: number, parmi: readonly { readonly poids: number }[]): string {
  const dixiemes = partDuPoids(poids, parmi);
  return dixiemes === null ? 'sans part : la somme des poids est nulle' : `${formaterDixiemes(dixiemes)} %`;
}

function Preuves(props: {
  readonly champs: readonly string[];
  readonly couvre: readonly string[] | undefined;
  readonly erreurs: { readonly champs: string | undefined; readonly couvre: string | undefined };
  readonly onChange: (valeurs: { champs?: string[]; couvre?: string[] }) => void;
}) {
  const { champs, couvre = [], erreurs, onChange } = props;
  return (
    <>
      <ChoixMultiple
        libelle="Réponses qui le prouvent"
        quoi="un champ"
        options={OPTIONS_CHAMPS}
        choisis={champs}
        erreur={erreurs.champs}
        onChange={(codes) => onChange({ champs: codes })}
      />
      <ChoixMultiple
        libelle="Ce qu’il vérifie du dépliant et du référentiel"
        quoi="une exigence"
        options={OPTIONS_EXIGENCES}
        choisis={couvre}
        erreur={erreurs.couvre}
        onChange={(codes) => onChange({ couvre: codes })}
      />
    </>
  );
}

function LibelleEtCode(props: {
  readonly panneau: Panneau;
  readonly objet: { readonly libelle: string; readonly code: string };
  /** « de l’axe » : ce que l’on pourra défaire s’appelle d’après lui. */
  readonly duquel: string;
  readonly onChange: (nom: string, valeurs: { libelle?: string; code?: string }) => void;
}) {
  const { panneau, objet, duquel, onChange } = props;
  return (
    <>
      <ChampTexte
        libelle="Libellé"
        className="large"
        obligatoire
        longueurMax={200}
        valeur={objet.libelle}
        erreur={constatDe(panneau, 'libelle')}
        onChange={(libelle) => onChange(`Libellé ${duquel}`, { libelle })}
      />
      <ChampTexte
        libelle="Code"
        obligatoire
        longueurMax={40}
        valeur={objet.code}
        erreur={constatDe(panneau, 'code')}
        onChange={(code) => onChange(`Code ${duquel}`, { code })}
      />
    </>
  );
}

export function PanneauCondition(props: Panneau & { readonly rang: number; readonly condition: Condition }) {
  const { rang, condition, changer } = props;
  const poser = (nom: string, valeurs: Partial<Condition>) => changer(nom, (c) => changerCondition(c, rang, valeurs));
  return (
    <div className="formulaire charte-formulaire">
      <LibelleEtCode panneau={props} objet={condition} duquel="de la condition" onChange={poser} />
      <ChampListe
        libelle="Réponse proposée par le logiciel"
        className="charte-double"
        options={OPTIONS_CALCUL}
        valeur={condition.calcul ?? SANS_CALCUL}
        erreur={constatDe(props, 'calcul')}
        onChange={(calcul) => poser('Calcul de la condition', { calcul: calcul === SANS_CALCUL ? null : calcul })}
      />
      <div className="large">
        <CaseACocher
          libelle="Éliminatoire : à « non », le dossier va en pile défavorable ; sinon il est à débattre"
          valeur={condition.eliminatoire}
          onChange={(eliminatoire) => poser('Condition éliminatoire', { eliminatoire })}
        />
      </div>
      <ZoneTexte
        libelle="Ce que l’on regarde (montré au lecteur, imprimé)"
        className="large"
        lignes={2}
        longueurMax={2000}
        valeur={condition.aide}
        onChange={(aide) => poser('Aide de la condition', { aide })}
      />
      <Preuves
        champs={condition.champs}
        couvre={condition.couvre}
        erreurs={{ champs: constatDe(props, 'champs'), couvre: constatDe(props, 'couvre') }}
        onChange={(valeurs) => poser('Preuves de la condition', valeurs)}
      />
    </div>
  );
}

interface PanneauAxeProps extends Panneau {
  readonly rang: number;
  readonly axe: Axe;
  readonly onAller: (chemin: string) => void;
  readonly onAjouterCritere: () => void;
}

export function PanneauAxe(props: PanneauAxeProps) {
  const { charte, rang, axe, changer, onAller, onAjouterCritere } = props;
  const poser = (nom: string, valeurs: Partial<Axe>) => changer(nom, (c) => changerAxe(c, rang, valeurs));
  const vide = constatDe(props, 'criteres');
  return (
    <div className="formulaire charte-formulaire">
      <LibelleEtCode panneau={props} objet={axe} duquel="de l’axe" onChange={poser} />
      <ChampTexte
        libelle="Abrégé pour les tableaux"
        obligatoire
        exemple="Enf."
        longueurMax={20}
        valeur={axe.abrege}
        erreur={constatDe(props, 'abrege')}
        onChange={(abrege) => poser('Abrégé de l’axe', { abrege })}
      />
      <ChampEntier
        libelle={`Poids (${ecrirePart(axe.poids, charte.axes)} de la note)`}
        valeur={axe.poids}
        erreur={constatDe(props, 'poids')}
        onChange={(poids) => poser('Poids de l’axe', { poids })}
      />
      <ChampEntier
        libelle="Seuil sur 100"
        valeur={axe.seuil}
        erreur={constatDe(props, 'seuil')}
        onChange={(seuil) => poser('Seuil de l’axe', { seuil })}
      />
      <div className="large colonne serree">
        <h3>Critères de l’axe</h3>
        {vide !== undefined && <p className="al t12">{vide}</p>}
        {axe.criteres.length > 0 && (
          <table className="tableau" aria-label="Critères de l’axe">
            <thead>
              <tr>
                <th scope="col">Critère</th>
                <th scope="col" className="droite charte-nombre">
                  Poids
                </th>
                <th scope="col" className="droite charte-nombre">
                  Part de l’axe
                </th>
              </tr>
            </thead>
            <tbody>
              {axe.criteres.map(({ code, libelle, poids }, place) => (
                // Un brouillon peut porter deux fois le même code : seule la place distingue.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={place}>
                  <td>
                    <button type="button" className="lien" onClick={() => onAller(`axes.${rang}.criteres.${place}`)}>
                      {`${code} ${libelle || '(à écrire)'}`}
                    </button>
                  </td>
                  <td className="droite">{poids}</td>
                  <td className="droite">{ecrirePart(poids, axe.criteres)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div>
          <Bouton icone="ajouter" onClick={onAjouterCritere}>
            Ajouter un critère
          </Bouton>
        </div>
      </div>
    </div>
  );
}

interface PanneauCritereProps extends Panneau {
  readonly rangAxe: number;
  readonly axe: Axe;
  readonly rang: number;
  readonly critere: Critere;
  readonly onChangerDAxe: (rangAxe: number) => void;
}

const NIVEAUX = [0, 1, 2, 3] as const;

export function PanneauCritere(props: PanneauCritereProps) {
  const { charte, rangAxe, axe, rang, critere, changer, onChangerDAxe } = props;
  const poser = (nom: string, valeurs: Partial<Critere>) =>
    changer(nom, (c) => changerCritere(c, rangAxe, rang, valeurs));
  return (
    <div className="formulaire charte-formulaire">
      <LibelleEtCode panneau={props} objet={critere} duquel="du critère" onChange={poser} />
      <ChampEntier
        libelle={`Poids (${ecrirePart(critere.poids, axe.criteres)} de l’axe)`}
        valeur={critere.poids}
        erreur={constatDe(props, 'poids')}
        onChange={(poids) => poser('Poids du critère', { poids })}
      />
      <ChampListe
        libelle="Axe"
        options={charte.axes.map(({ libelle, code }, place) => ({ valeur: String(place), libelle: libelle || code }))}
        valeur={String(rangAxe)}
        onChange={(place) => onChangerDAxe(Number(place))}
      />
      <div className="large charte-niveaux">
        {NIVEAUX.map((niveau) => (
          <ZoneTexte
            key={niveau}
            libelle={`Niveau ${niveau}`}
            obligatoire
            lignes={4}
            longueurMax={2000}
            valeur={critere.niveaux[niveau]}
            erreur={constatDe(props, `niveaux.${niveau}`)}
            onChange={(texte) => {
              const [zero, un, deux, trois] = critere.niveaux;
              const niveaux: Critere['niveaux'] = [zero, un, deux, trois];
              niveaux[niveau] = texte;
              poser(`Niveau ${niveau}`, { niveaux });
            }}
          />
        ))}
      </div>
      <Preuves
        champs={critere.champs}
        couvre={critere.couvre}
        erreurs={{ champs: constatDe(props, 'champs'), couvre: constatDe(props, 'couvre') }}
        onChange={(valeurs) => poser('Preuves du critère', valeurs)}
      />
    </div>
  );
}
