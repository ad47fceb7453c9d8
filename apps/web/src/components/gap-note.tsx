// Says why meaning took no part in what is shown, and what to do.
import { describeGap, type EncoderGap } from "@heed/core/api";
import { Text } from "@mantine/core";
import { currentLanguage } from "../i18n/start-i18n.ts";

/** Nothing where meaning took part. */
export function GapNote({ gap }: { readonly gap: EncoderGap | null | undefined }) {
  if (gap == null) return null;
  return (
    <Text size="sm" role="note">
      {describeGap(gap)[currentLanguage()]}
    </Text>
  );
}
