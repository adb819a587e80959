/** Photos for the stories, drawn here: no binary lies in the repository. */
import sharp from 'sharp'

/** A picture that differs by its kind, so that before and after are told apart. */
export async function photo(kind: 'before' | 'after'): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({
    create: { width: 800, height: 600, channels: 3, background: kind === 'before' ? '#7a3b2e' : '#2e7a4f' },
  })
    .jpeg()
    .toBuffer()
  return { name: `${kind}.jpg`, mimeType: 'image/jpeg', buffer }
}
