import { useTexts } from '../../text/text-provider.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import type { CameraChoice } from './camera-choice.ts';

interface WhichCameraProps {
  readonly cameras: readonly CameraChoice[];
  readonly deviceId: string;
  readonly onChoose: (camera: CameraChoice) => void;
}

/** The system's own list: names of cameras are long, and there may be many. */
export function WhichCamera({ cameras, deviceId, onChoose }: WhichCameraProps) {
  const texts = useTexts();
  const choose = (chosen: string) => {
    const camera = cameras.find((one) => one.deviceId === chosen);
    if (camera !== undefined) {
      onChoose(camera);
    }
  };
  return (
    <SelectField className="field camera-which" label={texts.t('camera.which')} value={deviceId} onChoose={choose}>
      {cameras.map(({ deviceId: id, name }, at) => (
        <option key={id} value={id}>
          {name === '' ? texts.t('camera.nameless', { number: at + 1 }) : name}
        </option>
      ))}
    </SelectField>
  );
}
