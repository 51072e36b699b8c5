// Owns the OpenAPI 3.1 document, made from the same schemas that check the requests.
// Leaves the schemas to shared and the operations to the controllers.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** GET /api/openapi.json */
export function serveDocument(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('直通车')
    .setDescription('亲清直通车、民情直通车：上报 研判 分流 处置 监督 办结 反馈 测评')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('ztc_session')
    .build();
  SwaggerModule.setup('api/openapi', app, () => SwaggerModule.createDocument(app, description), {
    ui: false, jsonDocumentUrl: 'api/openapi.json', raw: ['json'],
  });
}
