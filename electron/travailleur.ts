// Le processus à part : un travail, un résultat, puis on l’arrête. Rien de ce qu’il fait ne peut figer l’application.
import { registre } from './backend/travaux/registre.ts';
import { canalDuParent, servirTravaux } from './backend/travaux/servir.ts';

servirTravaux(canalDuParent(), registre);
